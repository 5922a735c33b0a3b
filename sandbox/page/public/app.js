import { drawActivity } from './activity.js';
import { drawBeside } from './beside.js';
import { drawArmed, drawBreakages } from './breakages.js';
import { control, intercomDialog, xeroDialog } from './dialogs.js';
import { drawTable, element } from './lists.js';

const $ = (id) => document.getElementById(id);
let organisation = new URLSearchParams(location.search).get('organisation') ?? '';
let stream;
let state;

function connect() {
	stream?.close();
	stream = new EventSource(`/control/events?organisation=${organisation}`);
	stream.onopen = () => setLive(true);
	stream.onerror = () => setLive(false);
	stream.onmessage = (event) => draw(JSON.parse(event.data));
}

function setLive(on) {
	$('live').classList.toggle('on', on);
	$('live').textContent = on ? 'Live' : 'Connection lost, trying again';
}

function draw(next) {
	state = next;
	drawIntercom(next.intercom);
	drawXero(next.xero);
	drawActivity(next.activity);
	drawMeters(next);
	drawArmed(next);
	drawBeside(next);
	if ($('switch-dialog').open) drawSwitches();
}

const cell = (text, className = '') => ({ text: text === '' ? '–' : text, className: text === '' ? 'none' : className });
const plural = (count) => `${count.toLocaleString('en')} ${count === 1 ? 'contact' : 'contacts'}`;

function drawIntercom({ contacts, total, subscription }) {
	$('intercom-count').textContent = plural(total);
	$('intercom-where').textContent = whereNotified(subscription);
	$('intercom-where').title = subscription?.url ?? '';
	$('intercom-where').classList.toggle('off', subscription?.state !== 'live');
	$('intercom-empty').hidden = contacts.length > 0;
	const rows = contacts.map((contact) => ({ ...contact, key: contact.id, link: contact.id, away: contact.state !== 'active' }));
	drawTable($('intercom-rows'), rows, intercomCells, intercomDialog);
}

function whereNotified(subscription) {
	if (subscription === null) return 'No webhook endpoint yet';
	if (subscription.state !== 'live') return 'Webhook endpoint switched off (it answered 410)';
	return `Notifies ${new URL(subscription.url).host}`;
}

function intercomCells({ role, name, email, phone, state: standing, xero }) {
	const named = cell(name, 'name');
	if (standing !== 'active') named.chips = [['state', standing === 'archived' ? 'Archived' : standing]];
	return [
		{ chips: [[role, role === 'user' ? 'User' : 'Lead']], title: role },
		named,
		cell(email),
		cell(phone),
		xero === '' ? cell('') : { chips: [['linked', 'Linked']], title: `Stored Xero contact ${xero}` },
	];
}

function drawXero({ contacts, total, organisations, organisation: shown, webhook }) {
	$('xero-count').textContent = plural(total);
	$('xero-where').textContent = whereXeroTells(webhook);
	$('xero-where').title = webhook?.url ?? '';
	$('xero-where').classList.toggle('off', webhook !== null && webhook.state !== 'live');
	$('xero-empty').hidden = contacts.length > 0;
	if ($('organisation').children.length !== organisations.length) {
		$('organisation').replaceChildren(...organisations.map(({ id, name }) => element('option', { value: id }, name)));
	}
	$('organisation').value = shown.id;
	const rows = contacts.map((contact) => ({ ...contact, key: contact.id, link: contact.number, away: contact.status !== 'ACTIVE' }));
	drawTable($('xero-rows'), rows, xeroCells, (row) => xeroDialog(row, shown.id));
}

function whereXeroTells(webhook) {
	if (webhook === null) return 'No webhook yet';
	if (webhook.state === 'unproven') return 'Webhook waits for its intent to receive';
	if (webhook.state === 'disabled') return `Webhook switched off (a day without an answer), ${webhook.kept} events kept`;
	return `Notifies ${new URL(webhook.url).host}${webhook.retries === 0 ? '' : `, ${webhook.retries} to try again`}`;
}

function xeroCells({ name, email, phone, number, status, people, mergedTo }) {
	const standing = mergedTo === '' ? (STANDINGS[status] ?? status) : 'Merged';
	const short = number.length > 9 ? `…${number.slice(-7)}` : number;
	return [
		cell(name, 'name'),
		cell(email),
		cell(phone),
		{ ...cell(short, 'mono'), title: number },
		{ chips: [[status === 'ACTIVE' ? 'active' : 'state', standing]], title: mergedTo === '' ? standing : `Merged into ${mergedTo}` },
		cell(people),
	];
}

const STANDINGS = { ACTIVE: 'Active', ARCHIVED: 'Archived', GDPRREQUEST: 'Forgotten' };

function drawMeters({ intercom, xero }) {
	const meters = [
		['Intercom, this 10 seconds', intercom.rate.remaining, intercom.rate.limit],
		['Xero, this minute', xero.remaining?.minute ?? 0, xero.limits.minute],
		['Xero, today', xero.remaining?.day ?? 0, xero.limits.day],
	];
	$('meters').replaceChildren(...meters.map(([label, left, limit]) => meter(label, left, limit)));
}

function meter(label, left, limit) {
	const share = Math.max(0, Math.min(1, left / limit));
	const level = share === 0 ? 'out' : share < 0.2 ? 'low' : '';
	const fill = element('i', { style: `width:${share * 100}%` });
	const value = element('dd', {}, left.toLocaleString('en'), element('span', {}, ` of ${limit.toLocaleString('en')} left`), element('div', { class: `meter ${level}` }, fill));
	return element('div', {}, element('dt', {}, label), value);
}

function drawSwitches() {
	const wanted = $('switch-search').value.toLowerCase();
	const shown = state.switches.filter(({ name, doc }) => `${name} ${doc}`.toLowerCase().includes(wanted));
	$('switches').replaceChildren(...shown.map(switchLine));
}

/** notTouched -> not touched */
const plain = (answer) => answer.replace(/([a-z])([A-Z])/g, (_all, end, start) => `${end} ${start.toLowerCase()}`);

function switchLine({ name, doc, values, value }) {
	const choices = values.map((answer, index) =>
		element('button', { type: 'button', class: index > 0 ? 'other' : '', 'aria-pressed': String(answer === value), onclick: () => void control('PUT', 'switches', { name, value: answer }) }, plain(answer)),
	);
	const question = element('div', {}, element('div', {}, doc), element('div', { class: 'vendor mono' }, name));
	return element('div', { class: 'switch' }, question, element('div', { class: 'choices', role: 'group', 'aria-label': doc }, ...choices));
}

$('new-intercom').addEventListener('click', () => intercomDialog());
$('new-xero').addEventListener('click', () => xeroDialog(undefined, state.xero.organisation.id));
$('reset').addEventListener('click', () => {
	if (confirm('Forget all contacts, connections and requests of both vendors?')) void control('POST', 'reset');
});
$('open-switches').addEventListener('click', () => {
	$('developers').open = false;
	drawSwitches();
	$('switch-dialog').showModal();
});
$('switch-search').addEventListener('input', drawSwitches);
$('organisation').addEventListener('change', ({ target }) => {
	organisation = target.value;
	connect();
});
void drawBreakages();
connect();
