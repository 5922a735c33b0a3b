/** Words in front of a name that are no part of it; compared in lower case without the full stop. */
export const TITLES: ReadonlySet<string> = new Set(
	'mr mrs ms miss mx mstr dr prof professor sir dame rev reverend hon hr herr frau fr mme mlle monsieur madame sr sra srta dott ing'.split(' '),
);

/** Belong to the family name and stay behind it. */
export const GENERATIONS: ReadonlySet<string> = new Set('jr sr jnr snr ii iii iv'.split(' '));

/** Degrees, honours and professions behind a name, as they are written: `Ma` and `Do` are names, `MA` and `DO` are not. */
export const CREDENTIALS: ReadonlySet<string> = new Set(
	'PhD DPhil MD DDS DVM MBA MBBS MPhil BSc MSc BA BCom LLB LLM JD Esq OBE MBE CBE AO AC AM OAM QC KC SC JP CPA FCPA CFA RN PE'.split(' '),
);

/** Begin a family name however they are written: `Vincent Van Gogh`. */
export const PARTICLES: ReadonlySet<string> = new Set(
	'van von vander de del dela della dello di da dos du des la le der den ter ten te st bin binti binte'.split(' '),
);

/** Begin a family name only in lower case: `Al Smith` and `Ben Jones` are first names. */
export const LOWER_PARTICLES: ReadonlySet<string> = new Set(
	"al el ben ibn abu san santa zu zum zur af av op 't d' do das los las het het’ ap".split(' '),
);

/** Join two family names: `Ortega y Gasset`. */
export const CONNECTORS: ReadonlySet<string> = new Set(['y', 'e', 'und', 'og']);

/** A word as the lists above have it: in lower case, without the full stop behind it. Pure. */
export function bare(word: string): string {
	const lower = word.toLowerCase();
	return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

/** Legal forms: the last word of a company's name and of nobody else's. */
const LEGAL_FORM =
	/[\s,](?:pty|pty\.?\s+ltd|pty\.?\s+limited|ltd|limited|inc|incorporated|llc|l\.l\.c|llp|plc|gmbh|corp|corporation|s\.a|s\.r\.l|s\.p\.a|b\.v|n\.v|a\/s|aps|pte|sdn\.?\s+bhd|ulc)\.?(?:\s*\([^()]*\))?$/i;
const CAPITAL_FORM = /\s(?:AG|BV|NV|KG|SRL|OY)$/;
const BUSINESS_WORD =
	/\s(?:trust|holdings|foundation|association|university|council|group|consulting|consultants|solutions|enterprises|industries|services|partnership|institute|company)$/i;
const BUSINESS_LINK = /\s(?:&|and)\s+(?:co|sons|associates|partners|daughters)\b|\s(?:t\/a|trading\s+as|atf|as\s+trustee\s+for)\s/i;

const COMPANY_PATTERNS = [LEGAL_FORM, CAPITAL_FORM, BUSINESS_WORD, BUSINESS_LINK];

/** Whether a text in a person's name field names a company (`ACME Pty Ltd`). Never throws. Pure. */
export function isCompanyName(name: string): boolean {
	return COMPANY_PATTERNS.some((pattern) => pattern.test(name));
}
