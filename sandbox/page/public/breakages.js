import { expected } from './beside.js';
import { control } from './dialogs.js';
import { element } from './lists.js';

/** What can be broken from the page, and what waits to happen. */

const $ = (id) => document.getElementById(id);

const FAULT_WORDS = {
	resetAfter: 'write, lose the answer',
	resetBefore: 'break the connection',
	timeout: 'no answer',
	empty429: 'refuse by limit',
	brokenJson: 'cut the answer',
	html404: 'answer 404 as HTML',
};

export function drawArmed({ faults, troubles, xero, intercom }) {
	const chips = [...new Set(faults.map(({ rule }) => `${asName(rule.vendor)}: ${faultWords(rule)}`))];
	if (troubles.lose > 0) chips.push(`Intercom: lose ${troubles.lose} notification${troubles.lose === 1 ? '' : 's'}`);
	if (troubles.double > 0) chips.push('Intercom: send twice');
	if (troubles.reorder > 0) chips.push('Intercom: swap the next two');
	if (!intercom.connected) chips.push('Intercom: token revoked');
	$('armed').replaceChildren(...chips.map((text) => element('li', {}, text)));
	$('xero-title').title = xero.connected ? 'An app is connected' : 'No app is connected';
}

const asName = (vendor) => (vendor === 'xero' ? 'Xero' : 'Intercom');

function faultWords(rule) {
	const limit = rule.headers?.['x-rate-limit-problem'];
	if (limit) return `refuse, ${limit} limit`;
	return rule.kind === 'status' ? `answer ${rule.status}` : (FAULT_WORDS[rule.kind] ?? rule.kind);
}

export async function drawBreakages() {
	const groups = Object.groupBy(await control('GET', 'breakages'), ({ group }) => group);
	const parts = Object.entries(groups).flatMap(([group, items]) => [
		element('h3', {}, group),
		element('div', {}, ...items.map(({ name, label }) => element('button', { type: 'button', class: 'breakage', onclick: () => void strike(name) }, label))),
	]);
	$('breakages').replaceChildren(...parts);
}

async function strike(name) {
	$('expected').textContent = expected(name);
	await control('POST', `breakages/${name}`).catch((error) => ($('expected').textContent = error.message));
}

$('mend').addEventListener('click', () => void strike('mend'));
