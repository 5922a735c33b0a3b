import { NO_SCREENSHOT, type Drawing, type Field, type Page, type Side } from './drawing';
import { escaped, FONT_SIZE, widthOf, wrapped } from './text';

const WIDTH = 820;
const [MARGIN, COLUMN, PADDING] = [20, 345, 14];
const [LEFT, RIGHT] = [MARGIN, WIDTH - MARGIN - COLUMN];
const INNER = COLUMN - 2 * PADDING;
const [LINE, GAP, BADGE] = [19, 12, 10];
/** Its own ground: GitHub shows it on a white page and on a black one. */
const COLOURS = { ground: '#ffffff', page: '#f6f8fa', rim: '#afb8c1', text: '#1f2328', note: '#57606a', mark: '#0a58ca', warning: '#fff8c5', warningRim: '#bf8700' };

/** What is drawn so far, and how far down. */
interface Drawn {
	parts: string[];
	bottom: number;
	/** Where the box of a field stands, by its id. */
	places: Map<string, number>;
}

/** A drawing as SVG: two columns, a box for each page, arrows for values that go from one to the other. Pure. */
export function svgOf(drawing: Drawing): string {
	const { title, vendor, n8n, arrows } = drawing;
	const head = [text(title, MARGIN, 34, { size: 17, bold: true }), box(MARGIN, 48, WIDTH - 2 * MARGIN, 28, COLOURS.warning, COLOURS.warningRim), text(NO_SCREENSHOT, MARGIN + PADDING, 67)];
	const [left, right] = [side(vendor, LEFT, 100), side(n8n, RIGHT, 100)];
	const height = Math.max(left.bottom, right.bottom) + MARGIN;
	const lines = arrows.map(([from, to]) => arrow(left.places, right.places, from, to));
	return `${[
		`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="Helvetica, Arial, sans-serif" font-size="${FONT_SIZE}">`,
		`<title>${escaped(`${title}. ${NO_SCREENSHOT}`)}</title>`,
		box(0.5, 0.5, WIDTH - 1, height - 1, COLOURS.ground, COLOURS.rim),
		...head, ...left.parts, ...right.parts, ...lines,
		'</svg>',
	].join('\n')}\n`;
}

function side({ name, pages }: Side, x: number, y: number): Drawn {
	const drawn: Drawn = { parts: [text(name, x, y + 12, { size: 15, bold: true })], bottom: y + 24, places: new Map() };
	for (const page of pages) drawPage(page, x, drawn);
	return drawn;
}

function drawPage({ path, fields }: Page, x: number, drawn: Drawn): void {
	const top = drawn.bottom;
	const inside: Drawn = { parts: [], bottom: top + PADDING, places: drawn.places };
	for (const line of wrapped(path.join(' › '), INNER * 0.9)) write(line, x + PADDING, inside, { bold: true });
	for (const field of fields) drawField(field, x + PADDING, inside);
	drawn.parts.push(box(x, top, COLUMN, inside.bottom + PADDING - top, COLOURS.page, COLOURS.rim), ...inside.parts);
	drawn.bottom = inside.bottom + PADDING + GAP;
}

function drawField(field: Field, x: number, drawn: Drawn): void {
	drawn.bottom += GAP;
	const { label, kind, step, note } = field;
	if (step !== undefined) drawn.parts.push(badge(step, x + BADGE, drawn.bottom + BADGE - 1));
	const labelX = step === undefined ? x : x + 2 * BADGE + 8;
	if (kind === 'button') drawButton(label, labelX, drawn);
	else if (kind === 'tick') drawTick(label, labelX, drawn);
	else {
		write(label, labelX, drawn);
		drawn.bottom += 3;
		(kind === 'ticks' ? drawTicks : drawBox)(field, x, drawn);
	}
	if (note !== undefined) for (const line of wrapped(note, INNER)) write(line, x, drawn, { colour: COLOURS.note });
}

function drawButton(label: string, x: number, drawn: Drawn): void {
	drawn.parts.push(box(x, drawn.bottom - 4, widthOf(label) + 24, 28, COLOURS.ground, COLOURS.text, 14), text(label, x + 12, drawn.bottom + 14));
	drawn.bottom += 30;
}

function drawBox({ values = [], isCode, id }: Field, x: number, drawn: Drawn): void {
	const lines = values.flatMap((value) => wrapped(value, INNER - 20, isCode));
	const [top, height] = [drawn.bottom, lines.length * LINE + 10];
	drawn.parts.push(box(x, top, INNER, height, COLOURS.ground, COLOURS.text, 4));
	drawn.bottom += 5;
	for (const line of lines) write(line, x + 10, drawn, { isCode, colour: isCode ? COLOURS.text : COLOURS.note });
	drawn.bottom += 9;
	if (id !== undefined) drawn.places.set(id, top + height / 2);
}

function drawTicks({ values = [], open = [], isCode, id }: Field, x: number, drawn: Drawn): void {
	const top = drawn.bottom;
	for (const value of values) drawTick(value, x, drawn, { isCode });
	for (const value of open) drawTick(value, x, drawn, { isCode, isOpen: true });
	drawn.bottom += 2;
	if (id !== undefined) drawn.places.set(id, (top + drawn.bottom) / 2);
}

function drawTick(words: string, x: number, drawn: Drawn, { isCode, isOpen }: { isCode?: true; isOpen?: true } = {}): void {
	const y = drawn.bottom + 3;
	drawn.parts.push(box(x + 2, y, 13, 13, COLOURS.ground, COLOURS.text, 2));
	if (!isOpen) drawn.parts.push(`<path d="M${x + 5} ${y + 6.5}l3 3.5 5-7" fill="none" stroke="${COLOURS.mark}" stroke-width="2"/>`);
	write(words, x + 24, drawn, { isCode });
}

/** From the edge of one column to that of the other, whichever way. */
function arrow(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>, from: string, to: string): string {
	const isRightwards = left.has(from);
	const [start, end] = [(isRightwards ? left : right).get(from), (isRightwards ? right : left).get(to)];
	if (start === undefined || end === undefined) throw new Error(`No field ${from} or ${to}`);
	const [atLeft, atRight] = [LEFT + COLUMN - PADDING + 4, RIGHT + PADDING - 4];
	const [x1, x2, turn] = isRightwards ? [atLeft, atRight - 8, 8] : [atRight, atLeft + 8, -8];
	const middle = (x1 + x2) / 2;
	const line = `<path d="M${x1} ${start}C${middle} ${start} ${middle} ${end} ${x2} ${end}" fill="none" stroke="${COLOURS.mark}" stroke-width="2"/>`;
	return `${line}<path d="M${x2 + turn} ${end}l${-1.4 * turn} -6v12z" fill="${COLOURS.mark}"/>`;
}

interface Look {
	size?: number;
	bold?: true;
	isCode?: true;
	colour?: string;
}

/** A line more, below what is drawn. */
function write(words: string, x: number, drawn: Drawn, look: Look = {}): void {
	drawn.parts.push(text(words, x, drawn.bottom + 14, look));
	drawn.bottom += LINE;
}

function text(words: string, x: number, y: number, { size = FONT_SIZE, bold, isCode, colour = COLOURS.text }: Look = {}): string {
	const look = `${size === FONT_SIZE ? '' : ` font-size="${size}"`}${bold ? ' font-weight="bold"' : ''}${isCode ? ' font-family="Menlo, Consolas, monospace"' : ''}`;
	return `<text x="${x}" y="${y}" fill="${colour}"${look}>${escaped(words)}</text>`;
}

function box(x: number, y: number, width: number, height: number, fill: string, stroke: string, radius = 6): string {
	return `<rect x="${x}" y="${y}" width="${Math.round(width)}" height="${height}" rx="${radius}" fill="${fill}" stroke="${stroke}"/>`;
}

function badge(step: number, x: number, y: number): string {
	return `<circle cx="${x}" cy="${y}" r="${BADGE}" fill="${COLOURS.mark}"/><text x="${x}" y="${y + 4.5}" fill="#ffffff" font-weight="bold" text-anchor="middle">${step}</text>`;
}
