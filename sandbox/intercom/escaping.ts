import type { Desk } from './desk';

type Json = Record<string, unknown>;
type Escape = (text: string) => string;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** As Ruby on Rails escapes for HTML. */
const escaped: Escape = (text) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
const asItIs: Escape = (text) => text;

/** How each kind of text leaves the vendor. */
interface Rules {
	/** Names of contacts, companies and the authors of conversations. */
	names: Escape;
	emails: Escape;
	/** Names of tags, segments, admins and plans, and what conversations are about. */
	labels: Escape;
	attributes: Escape;
}

/**
 * An answer or the item of a notification as the vendor sends it: names are escaped for HTML wherever they stand, the
 * rest as the switches say. The records themselves hold what people typed.
 */
export function asSent(body: unknown, { switchOf }: Pick<Desk, 'switchOf'>): unknown {
	const when = (on: boolean): Escape => (on ? escaped : asItIs);
	return sent(body, {
		names: escaped,
		emails: when(switchOf('intercom.escapedEmails') === 'yes'),
		labels: when(switchOf('intercom.escapedLabels') === 'yes'),
		attributes: when(switchOf('intercom.escapedAttributes') === 'yes'),
	});
}

function sent(value: unknown, rules: Rules): unknown {
	if (Array.isArray(value)) return value.map((entry) => sent(entry, rules));
	if (typeof value !== 'object' || value === null) return value;
	const fields = Object.entries(value as Json);
	const kind = textRules((value as Json).type, rules);
	return Object.fromEntries(fields.map(([key, field]) => [key, fieldSent(key, field, kind, rules)]));
}

function fieldSent(key: string, field: unknown, kind: Readonly<Record<string, Escape>>, rules: Rules): unknown {
	if (key === 'custom_attributes') return attributesSent(field, rules.attributes);
	return typeof field === 'string' ? (kind[key] ?? asItIs)(field) : sent(field, rules);
}

function attributesSent(attributes: unknown, escape: Escape): unknown {
	return Object.fromEntries(Object.entries(attributes as Json).map(([name, value]) => [name, typeof value === 'string' ? escape(value) : value]));
}

/** Which texts of an object of this type are escaped. */
function textRules(type: unknown, { names, emails, labels }: Rules): Readonly<Record<string, Escape>> {
	switch (type) {
		case 'contact':
		case 'user':
		case 'lead':
			return { name: names, email: emails, phone: emails };
		case 'company':
			return { name: names, company_id: labels, website: labels, industry: labels };
		case 'tag':
		case 'segment':
		case 'plan':
		case 'app':
			return { name: labels };
		case 'admin':
			return { name: labels, email: emails };
		case 'conversation':
			return { title: labels, subject: labels };
		case 'location':
			return { city: labels, region: labels, country: labels };
		default:
			return {};
	}
}
