/** Draws lists whose rows keep their identity, so that a changed cell can flash and focus stays where it is. */

const known = new Map();

export function element(tag, attributes = {}, ...children) {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
		else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
	}
	made.append(...children.filter((child) => child !== undefined && child !== ''));
	return made;
}

/** Puts these elements into a parent, in this order; one that is at its place is not touched, so that it keeps the focus. */
export function place(parent, elements) {
	elements.forEach((one, index) => {
		if (parent.children[index] !== one) parent.insertBefore(one, parent.children[index] ?? null);
	});
	while (parent.children.length > elements.length) parent.lastElementChild.remove();
}

/**
 * @param body the tbody or list
 * @param rows objects with a stable `key`
 * @param draw row -> array of cells {text, className, title, node}
 * @param open called with the newest row on click or Enter
 */
export function drawTable(body, rows, draw, open) {
	const first = !known.has(body);
	const before = known.get(body) ?? new Map();
	const after = new Map();
	rows.forEach((row, index) => {
		const old = before.get(row.key);
		const entry = old ?? { line: tableLine(row, body, open), texts: null };
		const cells = draw(row);
		fillLine(entry, cells, row, first);
		if (body.children[index] !== entry.line) body.insertBefore(entry.line, body.children[index] ?? null);
		after.set(row.key, entry);
	});
	for (const [key, { line }] of before) if (!after.has(key)) line.remove();
	known.set(body, after);
}

function tableLine(row, body, open) {
	const line = element('tr', { tabindex: '0' });
	const act = () => open(line.row);
	line.addEventListener('click', act);
	line.addEventListener('keydown', (event) => event.key === 'Enter' && act());
	line.addEventListener('mouseenter', () => markTwin(line.row, true));
	line.addEventListener('mouseleave', () => markTwin(line.row, false));
	return line;
}

function fillLine(entry, cells, row, first) {
	const { line } = entry;
	line.row = row;
	line.dataset.link = row.link ?? '';
	line.classList.toggle('away', row.away === true);
	cells.forEach((cell, index) => {
		const text = JSON.stringify([cell.text, cell.chips]);
		if (entry.texts?.[index] === text) return;
		const words = cell.text === undefined ? [] : [element('span', { class: 'text' }, cell.text)];
		const chips = (cell.chips ?? []).map(([kind, label]) => element('span', { class: `chip ${kind}` }, label));
		const drawn = element('td', { class: cell.className, title: cell.title ?? cell.text }, element('div', { class: 'line' }, ...words, ...chips));
		if (!first) drawn.classList.add('flash');
		if (line.children[index] === undefined) line.append(drawn);
		else line.children[index].replaceWith(drawn);
	});
	entry.texts = cells.map((cell) => JSON.stringify([cell.text, cell.chips]));
}

/** Marks the same contact on the other side. */
function markTwin(row, on) {
	if (!row.link) return;
	for (const line of document.querySelectorAll(`tr[data-link="${CSS.escape(row.link)}"]`)) line.classList.toggle('twin', on);
}
