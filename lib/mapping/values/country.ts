import { cleanText } from './cleanText';
import { isPlaceholder } from '../person/nameless';

/**
 * ISO 3166-1: the codes of three letters, each followed by the one of two. Intercom's `country_code` has three.
 * @see https://www.iso.org/obp/ui/#search (country codes)
 */
const THREE_LETTERS =
	'ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW';
/** What people and vendors write beside ISO's codes. */
const OTHERS = 'UKGB UAEAE KSASA RSAZA XKXXK XKXK';

const ALPHA_2: ReadonlyMap<string, string> = new Map([
	...THREE_LETTERS.split(' ').map((entry) => [entry.slice(0, 3), entry.slice(3)] as const),
	...THREE_LETTERS.split(' ').map((entry) => [entry.slice(3), entry.slice(3)] as const),
	...OTHERS.split(' ').map((entry) => [entry.slice(0, -2), entry.slice(-2)] as const),
]);

/** No country's code has a digit, and no country is called so. */
const NOWHERE = /^(?:[a-z]\d|(?:unknown|unspecified|undefined|other) (?:region|country|location))$/i;

/**
 * A country as Xero accepts it, letters and blanks only: an ISO code of two or three letters becomes the English name,
 * accents go (`Côte d'Ivoire` is `Cote d Ivoire`). A code that is none (`ZZ`) becomes `''`, and so does what has no Latin
 * letters, the codes of services that guess a country from an address (`T1`, `A1`: Tor, a proxy), and `Unknown Region`. Pure, never throws.
 * @see https://developers.cloudflare.com/fundamentals/reference/http-headers/#cf-ipcountry T1 and XX
 * @see https://developer.xero.com/documentation/api/accounting/types Country: max 50, [A-Z], [a-z] only
 */
export function countryName(text: string): string {
	const written = cleanText(text);
	const letters = lettersOf(written);
	if (/^[a-z]{2,3}$/i.test(letters)) return lettersOf(nameOfCode(letters));
	return isPlaceholder(written) || NOWHERE.test(written) ? '' : letters;
}

/** `U.S.A.` is `USA`. */
function lettersOf(text: string): string {
	return text.normalize('NFD').replace(/[\p{M}.]/gu, '').replace(/[^A-Za-z]+/g, ' ').trim();
}

/** The ISO code of two letters of a country that is written as a code or by its English name; `''` where it is unknown. Pure. */
export function countryCode(text: string): string {
	const name = countryName(text);
	if (name === '') return '';
	codesByName ??= new Map([...new Set(ALPHA_2.values())].map((code) => [countryName(code).toLowerCase(), code]));
	return codesByName.get(name.toLowerCase()) ?? '';
}

let codesByName: ReadonlyMap<string, string> | undefined;
let regionNames: Intl.DisplayNames | undefined;

function nameOfCode(code: string): string {
	const alpha2 = ALPHA_2.get(code.toUpperCase());
	if (alpha2 === undefined) return '';
	// Built on first use: it costs milliseconds, and most mappings have no address.
	regionNames ??= new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
	return regionNames.of(alpha2) ?? '';
}
