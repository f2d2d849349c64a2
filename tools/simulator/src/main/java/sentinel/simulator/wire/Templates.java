package sentinel.simulator.wire;

import java.util.List;
import java.util.SplittableRandom;

/** Texts that editors do not write: the same words with other numbers and names each time. */
final class Templates {

    private static final List<String> TEXTS = List.of(
            """
            {place} will see temperatures of {n} degrees on {day}, with a light wind from the north-west. In the morning there \
            may be fog in the valleys, which clears by noon. The chance of rain is {n} percent.

            In the evening temperatures in {place} fall to {n} degrees. Motorists should expect icy roads in higher places. \
            Over the next days the weather stays changeable, with some sunshine between the showers and fresh gusts on the coast.

            The sun rises at {n}:{n} and sets at {n}:{n}. The air quality index stands at {n}, which the service calls good.""",
            """
            Shares in {company} rose {n}.{n} percent to ${n}.{n} on {day}, while the wider market gained {n}.{n} percent. The stock \
            has moved between ${n} and ${n} over the past year, and it traded above its average volume.

            Analysts who follow the company expect earnings of ${n}.{n} per share for the quarter, according to data that was \
            compiled before the market opened. The company has a market value of ${n} billion.

            This text was generated automatically from stock exchange data. It is no advice to buy or sell shares, and past \
            performance is no guide to future results.""",
            """
            {team} beat {team} {n}-{n} on {day} in front of {n},{n}00 spectators. {person} scored the opening goal in minute {n} \
            after a fine pass from {person}, and the hosts controlled the game until the break.

            After the break the visitors came back into the match and had the better chances, but the goalkeeper kept the lead \
            with several good saves. {person} decided the match in minute {n} with a shot from the edge of the area.

            {team} are now in place {n} of the table with {n} points and play away next weekend.""",
            """
            Am {day} werden in {place} bis zu {n} Grad erreicht, dazu weht ein schwacher Wind aus nordwestlicher Richtung. Am \
            Morgen kann es in den Tälern neblig sein, bis zum Mittag löst sich der Nebel auf. Die Regenwahrscheinlichkeit liegt \
            bei {n} Prozent.

            Am Abend gehen die Temperaturen in {place} auf {n} Grad zurück. In höheren Lagen ist mit glatten Straßen zu rechnen. \
            In den nächsten Tagen bleibt es wechselhaft, zwischen den Schauern zeigt sich zeitweise die Sonne.

            Die Sonne geht um {n}.{n} Uhr auf und um {n}.{n} Uhr unter.""",
            """
            今天{place}最高气温{n}度，最低气温{n}度，白天多云转晴，夜间有轻雾，西北风二到三级，空气质量良好，适合户外活动。气象部门提醒市民早晚\
            温差较大，外出请注意添加衣物，驾车出行请注意雾天路滑。

            预计未来三天{place}以晴到多云天气为主，气温逐渐回升，降水概率为百分之{n}。相关部门将密切关注天气变化，及时发布预警信息，\
            请市民留意最新天气预报，合理安排出行。""");

    private static final List<String> PLACES =
            List.of("Arlen", "Bexhill", "Corvale", "Dunmore", "Eastwick", "Farnley", "Glenrock", "Hartsea", "Ilmouth");
    private static final List<String> COMPANIES =
            List.of("Norvex", "Talbridge", "Quantiva", "Helmore", "Brightsea", "Castoria", "Ferrand", "Lumenor");
    private static final List<String> TEAMS =
            List.of("Rovers", "Athletic", "United", "Wanderers", "City", "Albion", "Rangers", "Harriers");
    private static final List<String> PEOPLE =
            List.of("Ola Brandt", "Jim Carew", "Luis Ferro", "Kofi Danso", "Mats Ekberg", "Ivan Petrov", "Tom Ashby");
    private static final List<String> DAYS = List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday");

    private final SplittableRandom random;

    Templates(SplittableRandom random) {
        this.random = random;
    }

    String next() {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        var out = new StringBuilder();
        int from = 0;
        for (int open; (open = text.indexOf('{', from)) >= 0; ) {
            int close = text.indexOf('}', open);
            out.append(text, from, open).append(value(text.substring(open + 1, close)));
            from = close + 1;
        }
        return out.append(text, from, text.length()).toString();
    }

    private String value(String name) {
        return switch (name) {
            case "n" -> Integer.toString(1 + random.nextInt(89));
            case "place" -> pick(PLACES);
            case "company" -> pick(COMPANIES);
            case "team" -> pick(TEAMS);
            case "person" -> pick(PEOPLE);
            case "day" -> pick(DAYS);
            default -> throw new IllegalStateException("unknown {" + name + "}");
        };
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
