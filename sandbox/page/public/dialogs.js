import { element } from './lists.js';

const dialog = document.querySelector('#contact-dialog');
const form = document.querySelector('#contact-form');
const refused = document.querySelector('#contact-refused');
const part = (name) => document.querySelector(`#contact-${name}`);
let save = async () => undefined;

for (const button of document.querySelectorAll('[data-close]')) button.addEventListener('click', () => dialog.close());
form.addEventListener('submit', (event) => {
	event.preventDefault();
	void attempt(() => save(Object.fromEntries(new FormData(form))));
});

/** Sends JSON to the control API. @throws an Error with the sandbox's own words */
export async function control(method, path, body) {
	const sent = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
	const response = await fetch(`/control/${path}`, { method, ...sent });
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}`);
	return answer;
}

async function attempt(act) {
	refused.textContent = '';
	try {
		await act();
		dialog.close();
	} catch (error) {
		refused.textContent = error.message;
	}
}

function openDialog({ vendor, title, hint, fields, actions = [], onSave }) {
	dialog.className = vendor;
	part('title').textContent = title;
	part('hint').textContent = hint ?? '';
	refused.textContent = '';
	part('fields').replaceChildren(...fields.map(fieldOf));
	part('actions').replaceChildren(...actions.map(([label, act]) => element('button', { type: 'button', onclick: () => void attempt(act) }, label)));
	save = onSave;
	dialog.showModal();
	part('fields').querySelector('input')?.focus();
}

function fieldOf({ name, label, value = '', options, whole, type = 'text' }) {
	const input = options
		? element('select', { name }, ...options.map(([key, text]) => element('option', { value: key, selected: key === value }, text)))
		: element('input', { name, type, value, autocomplete: 'off' });
	return element('label', { class: whole ? 'whole' : undefined }, label, input);
}

const orNull = (text) => (text.trim() === '' ? null : text.trim());

export function intercomDialog(row) {
	const here = row === undefined ? 'intercom/contacts' : `intercom/contacts/${row.id}`;
	const archived = row?.state === 'archived';
	openDialog({
		vendor: 'intercom',
		title: row === undefined ? 'New contact in Intercom' : 'Edit the contact in Intercom',
		hint: row === undefined ? 'A lead is a visitor: nobody has checked that the email is theirs.' : `Intercom id ${row.id}`,
		fields: [
			{ name: 'role', label: 'Type', value: row?.role ?? 'user', options: [['user', 'User'], ['lead', 'Lead']] },
			{ name: 'name', label: 'Name', value: row?.name },
			{ name: 'email', label: 'Email', value: row?.email, whole: true },
			{ name: 'phone', label: 'Phone', value: row?.phone, whole: true },
		],
		actions:
			row === undefined
				? []
				: [
						[archived ? 'Restore' : 'Archive', () => control('POST', `${here}/${archived ? 'unarchive' : 'archive'}`)],
						['Delete', () => control('POST', `${here}/delete`)],
					],
		onSave: ({ role, name, email, phone }) =>
			control(row === undefined ? 'POST' : 'PATCH', here, { role, name: orNull(name), email: orNull(email), phone: orNull(phone) }),
	});
}

export function xeroDialog(row, organisation) {
	const query = `?organisation=${organisation}`;
	const here = `xero/contacts${row === undefined ? '' : `/${row.id}`}`;
	const archived = row?.status === 'ARCHIVED';
	openDialog({
		vendor: 'xero',
		title: row === undefined ? 'New contact in Xero' : 'Edit the contact in Xero',
		hint: 'As an accountant does it in Xero itself.',
		fields: [
			{ name: 'Name', label: 'Name', value: row?.name, whole: true },
			{ name: 'FirstName', label: 'First name', value: row?.firstName },
			{ name: 'LastName', label: 'Last name', value: row?.lastName },
			{ name: 'EmailAddress', label: 'Email', value: row?.email, whole: true },
			{ name: 'ContactNumber', label: 'Contact number', value: row?.number, whole: true },
			{ name: 'Phone', label: 'New phone number (leave empty to keep)', whole: true },
		],
		actions: row === undefined ? [] : [[archived ? 'Restore' : 'Archive', () => control('POST', `${here}/${archived ? 'restore' : 'archive'}${query}`)]],
		onSave: ({ Phone, ...text }) => {
			const phones = Phone.trim() === '' ? {} : { Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: Phone.trim() }] };
			const given = Object.fromEntries(Object.entries(text).filter(([name, value]) => row !== undefined || value !== '' || name === 'Name'));
			if (given.Name === '') throw new Error('A Xero contact needs a name.');
			return control(row === undefined ? 'POST' : 'PATCH', here + query, { ...given, ...phones });
		},
	});
}
