/** What programs, forms and people write where a name is missing; compared in lower case, single blanks. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
	[
		'undefined|null|(null)|[null]|none|n/a|n / a|n.a.|n.a|n/k|not applicable|not available|not provided|not given|not set|not known|not specified',
		'unknown|(unknown)|<unknown>|unknown user|unknown name|unknown contact|unknown customer|unknown visitor|unknown company|unknown unknown|unnamed',
		'no name|noname|no-name|no name given|no name provided|nobody|anonymous|anonymous user|anonymous visitor|guest|guest user',
		'user|new user|lead|new lead|visitor|new visitor|website visitor|contact|new contact|name|your name|full name|first name|last name|first name last name',
		'firstname|lastname|firstname lastname|first_name|last_name|first_name last_name|tba|tbc|tbd|empty|(empty)|blank name|(no name)|[object object]|object object',
	].flatMap((line) => line.split('|')),
);
/** `NA` and `NaN` are placeholders as programs write them; Na and Nan are people. */
const CODES: ReadonlySet<string> = new Set(['NA', 'na', 'NaN']);
/** Texts that nobody is called by, in the place of a whole name or of each half: `undefined undefined`, `null null`. */
const NOTHING = /^(?:undefined|null|none|nan|nil|n\/a|n\.a\.|false|\[object object\])(?:[\s,/-]+(?:undefined|null|none|nan|nil|n\/a|n\.a\.|false|\[object object\]))+$/i;
/** What a template leaves where it was not filled in: `{{first_name}}`, `*|FNAME|*`, `%FIRSTNAME%`, `${name}`. */
const TEMPLATE = /^(?:\{\{[^{}]*\}\}|\*\|[^|]*\|\*|%[a-z_ ]+%|\$\{[^{}]*\}|\s)+$/i;
const UNEVEN_BLANKS = /^\s|\s$|\s{2}|[^\S ]/;

/**
 * Whether a text names nobody: neither a letter nor a digit (`-`, `???`), or one of the words that stand where a name is
 * missing (`N/A`, `undefined undefined`, `Unknown User`). Only whole names count: `Jane Null` is a person. Pure.
 */
export function isNameless(text: string): boolean {
	return !/[\p{L}\p{N}]/u.test(text) || isPlaceholder(text);
}

/** Whether a text with letters is one of the words that stand where a name is missing. Pure. */
export function isPlaceholder(text: string): boolean {
	// Most texts that come here were cleaned before.
	const written = UNEVEN_BLANKS.test(text) ? text.trim().replace(/\s+/g, ' ') : text;
	return CODES.has(written) || PLACEHOLDERS.has(written.toLowerCase()) || NOTHING.test(written) || TEMPLATE.test(written);
}

/** A name without the halves that a program or a form wrote for what it did not have: `Jane undefined` and `Jane N/A` are `Jane`. Pure. */
export function withoutUndefined(name: string): string {
	if (!/undefined|\[object object\]|n\/a/i.test(name)) return name;
	return name.replace(/(?:^|\s)(?:undefined|\[object object\]|n\/a)(?=$|\s)/gi, ' ').replace(/\s+/g, ' ').trim();
}
