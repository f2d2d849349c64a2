package sentinel.simulator.world;

import java.util.SplittableRandom;

/**
 * Something that happened: several sites may report it, each in its words. The numbers are indexes into the lists of
 * {@link Names}, and the main figures.
 *
 * @param percentTenths main percentage, in tenths
 * @param money main sum, in millions
 * @param count main number of people or things
 */
public record Story(
        int number,
        Topic topic,
        Tone tone,
        int company,
        int company2,
        int first,
        int last,
        int first2,
        int last2,
        int place,
        int percentTenths,
        int money,
        int count) {

    static Story make(int number, Topic topic, SplittableRandom random) {
        int company = random.nextInt(1000);
        int last = random.nextInt(1000);
        int tone = random.nextInt(100);
        return new Story(
                number,
                topic,
                tone < 35 ? Tone.POSITIVE : tone < 65 ? Tone.NEUTRAL : Tone.NEGATIVE,
                company,
                company + 1 + random.nextInt(20),
                random.nextInt(1000),
                last,
                random.nextInt(1000),
                last + 1 + random.nextInt(20),
                random.nextInt(1000),
                20 + random.nextInt(470),
                20 + random.nextInt(880),
                300 + random.nextInt(9000));
    }
}
