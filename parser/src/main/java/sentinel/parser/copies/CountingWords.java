package sentinel.parser.copies;

import java.util.Arrays;

/**
 * Words for numbers, as {@link WordReader} folds them: "two dead" and "five dead" are no copies of each other. Words that
 * are also articles ("un", "ein") are left out.
 */
final class CountingWords {

    private static final String WORDS =
            """
            zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
            eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
            trillion first second third fourth fifth sixth seventh eighth ninth tenth once twice double triple half
            quarter dozen dozens hundreds thousands millions billions
            null zwei drei vier funf sechs sieben acht neun zehn elf zwolf zwanzig dreißig dreissig vierzig funfzig
            sechzig siebzig achtzig neunzig hundert tausend millionen milliarden erste zweite dritte vierte funfte halb
            deux trois quatre cinq sept huit neuf dix onze douze quinze vingt trente quarante cinquante soixante cent
            mille millions milliards premier premiere deuxieme troisieme moitie
            dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta cincuenta sesenta
            setenta ochenta noventa cien ciento mil millon millones primero segundo tercero mitad
            due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta quaranta cinquanta cento mila
            milioni miliardi primo secondo terzo
            dois duas quatro sete oito nove dez onze doze vinte trinta quarenta cinquenta cem cento milhao milhoes
            twee drie vijf zes zeven negen tien twintig dertig veertig vijftig honderd duizend miljoen miljard
            два две три четыре пять шесть семь восемь девять десять сто тысяча тысячи тысяч миллион миллиона миллионов
            миллиард миллиарда миллиардов первыи второи третии половина
            """;

    private static final long[] HASHES = Arrays.stream(WORDS.strip().split("\\s+", -1))
            .mapToLong(Mix::of)
            .sorted()
            .toArray();

    private CountingWords() {}

    /** @param hash {@link Mix#of} of a folded word */
    static boolean contain(long hash) {
        return Arrays.binarySearch(HASHES, hash) >= 0;
    }
}
