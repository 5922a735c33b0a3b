import { control } from './dialogs.js';
import { element } from './lists.js';

/** A sync that runs beside the vendors: how it stands, what it told a person, where to look at it. */

const $ = (id) => document.getElementById(id);
let expectations = {};
let drawnTold = '';

/** What becomes of a breakage; '' where nobody runs beside. */
export const expected = (name) => expectations[name] ?? '';

export function drawBeside({ beside, xero }) {
	$('sync').hidden = beside === null;
	$('reset').hidden = beside !== null;
	if (beside === null) return;
	expectations = beside.expectations;
	if ($('links').children.length === 0) $('links').replaceChildren(...beside.links.map(linkTo));
	$('connect-xero').hidden = xero.connected;
	drawStanding(beside.standing);
	drawTold(beside.told);
}

function linkTo({ label, href, signIn }) {
	return element('span', { class: 'link' }, element('a', { href, target: '_blank', rel: 'noopener' }, label), element('span', { class: 'sign-in', title: `Sign in there with ${signIn}` }, signIn));
}

function drawStanding(standing) {
	$('sync-words').classList.toggle('bad', standing !== null && !standing.isGood);
	const words = standing === null ? 'Not known yet' : `${standing.words} ${standing.next}`.trim();
	if ($('sync-words').textContent !== words) $('sync-words').textContent = words;
	$('sync-words').title = words;
	const counts = (standing?.counts ?? []).map(({ name, count, means }) => element('li', { title: means }, element('b', {}, count.toLocaleString('en')), ` ${name}`));
	$('sync-counts').replaceChildren(...counts);
}

function drawTold(told) {
	const drawn = JSON.stringify(told);
	if (drawn === drawnTold) return;
	drawnTold = drawn;
	$('told-count').textContent = told.length === 0 ? 'Nothing told to a person' : `Told to a person: ${told[0].title}${told.length === 1 ? '' : ` (and ${told.length - 1} before)`}`;
	$('told-rows').replaceChildren(...told.map(({ at, title, text }) => element('li', {}, element('time', {}, new Date(at).toLocaleTimeString('en-GB')), element('div', {}, element('b', {}, title), element('p', {}, text)))));
}

async function act(button, path, doing) {
	button.disabled = true;
	$('expected').textContent = doing;
	await control('POST', `beside/${path}`).catch((error) => ($('expected').textContent = error.message));
	button.disabled = false;
}

$('connect-xero').addEventListener('click', ({ currentTarget }) => void act(currentTarget, 'connectXero', expected('connectXero')));
$('look-for-missed').addEventListener('click', ({ currentTarget }) => void act(currentTarget, 'lookForMissed', expected('lookForMissed')));
