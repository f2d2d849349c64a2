package sentinel.simulator.world;

import java.util.List;
import java.util.Locale;

/** What a story is about, with the GKG themes such stories carry. */
public enum Topic {
    BUSINESS("ECON_STOCKMARKET", "WB_698_TRADE", "EPU_ECONOMY"),
    TECHNOLOGY("WB_133_INFORMATION_AND_COMMUNICATION_TECHNOLOGIES", "CYBER_ATTACK"),
    HEALTH("GENERAL_HEALTH", "MEDICAL", "WB_621_HEALTH_NUTRITION_AND_POPULATION"),
    ENVIRONMENT("ENV_CLIMATECHANGE", "WB_567_CLIMATE_CHANGE", "NATURAL_DISASTER"),
    TRANSPORT("WB_135_TRANSPORT", "TAX_FNCACT_DRIVER"),
    POLITICS("GENERAL_GOVERNMENT", "EPU_POLICY", "LEADER"),
    SCIENCE("SOC_INNOVATION", "TAX_FNCACT_SCIENTIST"),
    SPORT("SPORT", "TAX_FNCACT_PLAYER"),
    CULTURE("MEDIA_MSM", "TAX_FNCACT_ARTIST");

    private final String themes;

    Topic(String... themes) {
        this.themes = String.join(";", themes);
    }

    public List<String> themes() {
        return List.of(themes.split(";", -1));
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
