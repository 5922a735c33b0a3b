import { plainText } from '../plainText';

/** Text that is HTML already. Only {@link html} makes it of what is not, and {@link drawing} of a chart. */
export class Markup {
	constructor(readonly text: string) {}
}

export type Piece = Markup | string | number | null | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** HTML from a template: what is put into it is text, in elements as in quoted attributes, unless it is Markup. Pure. */
export function html(template: TemplateStringsArray, ...pieces: Piece[]): Markup {
	return new Markup(template.reduce((text, part, place) => text + written(pieces[place - 1] ?? null) + part));
}

function written(piece: Piece): string {
	if (piece === null) return '';
	if (piece instanceof Markup) return piece.text;
	if (typeof piece === 'number') return piece.toLocaleString('en');
	return typeof piece === 'string' ? escaped(piece) : piece.map(written).join('');
}

/** Text for an element or a quoted attribute. Pure. */
export function escaped(text: string): string {
	return plainText(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character]!);
}

/** What somebody typed: letters that run from right to left do not move what stands beside them. Pure. */
export function typed(text: string): Markup {
	return html`<bdi>${text}</bdi>`;
}

/** A link to one of the vendors; the words alone where there is no address. @param address of links.ts, '' for none. Pure. */
export function link(address: string, words: Piece): Markup {
	return address === '' ? html`${words}` : html`<a href="${address}" target="_blank" rel="noopener noreferrer">${words}</a>`;
}

/** A time as people of that zone read it. Pure. */
export function when(iso: string | null, timeZone: string): Markup {
	if (iso === null || iso === '') return html``;
	const words = new Intl.DateTimeFormat('en-AU', { timeZone, day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(iso));
	return html`<time datetime="${iso}">${words}</time>`;
}
