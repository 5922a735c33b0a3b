import { element, place } from './lists.js';

/** Requests and notifications, those about one contact together, the newest on top; what is shown can be narrowed down. */

const $ = (id) => document.getElementById(id);
const DOTS = { intercom: 'intercom-dot', xero: 'xero-dot', notification: 'hook-dot' };
const lines = new Map();
const groups = new Map();
/** What a person opened or closed; of the others the newest is open. */
const chosen = new Map();
let shown = [];

export function drawActivity(entries) {
	shown = entries;
	const present = new Set(entries.map(({ key }) => key));
	for (const key of lines.keys()) if (!present.has(key)) lines.delete(key);
	draw();
}

function draw() {
	const wanted = shown.filter(isWanted);
	$('activity-empty').hidden = wanted.length > 0;
	$('activity-empty').textContent = shown.length > 0 ? 'Nothing of this kind.' : 'Nothing was asked yet.';
	const about = Map.groupBy(wanted, ({ whom }) => whom.key);
	for (const key of groups.keys()) if (!about.has(key)) groups.delete(key);
	place($('activity-rows'), [...about].map(([key, entries], index) => drawGroup(key, entries, index === 0)));
}

function isWanted({ kind, status, what, note, whom }) {
	const only = $('activity-kind').value;
	if (only === 'trouble' ? !isTrouble({ status, note }) : only !== '' && kind !== only) return false;
	return `${whom.name} ${what} ${status ?? ''} ${note}`.toLowerCase().includes($('activity-search').value.trim().toLowerCase());
}

function drawGroup(key, entries, isNewest) {
	const { item, details, summary, list } = groups.get(key) ?? newGroup(key);
	const [newest] = entries;
	const count = (kind) => entries.filter((entry) => entry.kind === kind).length;
	const counts = Object.keys(DOTS).filter((kind) => count(kind) > 0).map((kind) => element('span', { class: 'of-kind', title: NAMES[kind] }, element('i', { class: `dot ${DOTS[kind]}` }), String(count(kind)), element('span', { class: 'of-what' }, ` ${NAMES[kind]}`)));
	const troubles = entries.filter(isTrouble).length;
	summary.replaceChildren(time(newest.at), element('b', { class: 'whom', title: newest.whom.name }, newest.whom.name), ...counts, element('span', { class: 'status bad' }, troubles === 0 ? '' : `${troubles} failed`));
	details.open = chosen.get(key) ?? isNewest;
	place(list, entries.map(lineOf));
	return item;
}

const NAMES = { intercom: 'to Intercom', xero: 'to Xero', notification: 'notifications' };

function newGroup(key) {
	const summary = element('summary', { onclick: () => chosen.set(key, !details.open) });
	const list = element('ol');
	const details = element('details', {}, summary, list);
	const group = { item: element('li', { class: 'group' }, details), details, summary, list };
	groups.set(key, group);
	return group;
}

/** A line is drawn anew only when its answer came. */
function lineOf(entry) {
	const old = lines.get(entry.key);
	if (old?.status === entry.status) return old.line;
	const line = newLine(entry);
	lines.set(entry.key, { status: entry.status, line });
	return line;
}

const time = (at) => element('time', {}, new Date(at).toLocaleTimeString('en-GB'));

function newLine({ at, kind, what, status, ms, note }) {
	return element(
		'li',
		{ class: 'entry', title: what },
		time(at),
		element('i', { class: `dot ${DOTS[kind]}` }),
		element('span', { class: 'what' }, kind === 'xero' ? what.replace('/api.xro/2.0', '') : what),
		element('span', { class: 'note' }, note),
		element('span', { class: `status ${tone(status)}` }, status === null ? '–' : String(status)),
		element('span', { class: 'ms' }, ms === null ? '' : `${ms} ms`),
	);
}

/** What has no answer yet is none; what a fault swallowed says so in its note. */
function isTrouble({ status, note }) {
	return status === null ? note !== '' : tone(status) !== 'good';
}

function tone(status) {
	if (typeof status !== 'number' || status >= 500) return 'bad';
	if (status >= 400) return 'warn';
	return 'good';
}

$('activity-kind').addEventListener('change', draw);
$('activity-search').addEventListener('input', draw);
