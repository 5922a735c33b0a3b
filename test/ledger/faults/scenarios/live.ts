import type { INode, INodeParameters } from 'n8n-workflow';
import { rest } from '../rest';
import type { Scenario } from '../scenario';
import { elapse } from '../time';
import { DAY_MS, HOUR_MS, MINUTE_MS, byHand, named, onSchedule, pause, TOO_LONG, twice, user } from './acts';

const staffPanels = ({ name }: INode): INodeParameters => (name === 'Read the Contact' ? { include: { companies: true } } : name === 'Map to Its Company' ? { syncWhom: 'everyone' } : {});

/** Ways through a workflow that syncs what changes, as it is shipped. */
export function liveScenarios(workflow: 'contact-sync' | 'two-way-sync'): Scenario[] {
	const choices = { workflow };
	return [
		{
			name: 'a contact is new and changes',
			choices,
			act: async (stage) => {
				const { id } = user(stage, 'Ann Able', { phone: '+61298765432' });
				await rest(stage);
				pause();
				stage.people.updateContact(id, { phone: '+61298765433' });
				await rest(stage);
			},
			change: (stage) => void stage.people.updateContact(named(stage, 'Ann Able').id, { phone: '+61298765434' }),
		},
		{
			name: 'a contact cannot be mapped, and is corrected',
			choices,
			act: async (stage) => {
				const { id } = user(stage, TOO_LONG, { email: 'bob@fault.example' });
				await rest(stage);
				pause();
				stage.people.updateContact(id, { name: 'Bob Brief' });
				await rest(stage);
			},
		},
		{
			name: 'a contact is not in Intercom any more',
			choices: { ...choices, settings: { whenDeleted: 'note' } },
			act: async (stage) => {
				const { id } = user(stage, 'Cat Came');
				await rest(stage);
				pause();
				stage.people.archive(id);
				await rest(stage);
			},
			change: (stage) => void stage.people.unarchive(named(stage, 'Cat Came').id),
		},
		{
			name: 'a contact is deleted, and archived in Xero',
			choices: { ...choices, settings: { whenDeleted: 'archive' } },
			act: async (stage) => {
				const { id } = user(stage, 'Dee Deleted');
				await rest(stage);
				pause();
				stage.people.deleteContact(id);
				await rest(stage);
			},
		},
		{
			name: 'companies are billed',
			choices: { ...choices, settings: { billTo: 'company' }, panels: staffPanels },
			act: async (stage) => {
				const { people } = stage;
				const company = people.createCompany({ companyId: 'c1', name: 'Harbour Pty Ltd', website: 'https://harbour.example' });
				people.attachCompany(user(stage, 'Eve Employed').id, company.id);
				people.attachCompany(user(stage, 'Eva Elsewhere').id, people.createCompany({ companyId: 'c2', name: TOO_LONG, website: 'https://long.example' }).id);
				user(stage, 'Finn Free');
				await rest(stage);
				pause();
				people.updateCompany(company.id, { website: 'https://harbour-books.example' });
				await rest(stage);
			},
			change: (stage) => {
				const { people } = stage;
				for (const name of ['Eve Employed', 'Eva Elsewhere', 'Finn Free']) people.updateContact(named(stage, name).id, { phone: '+61298765434' });
				for (const { id } of stage.sandbox.intercom.workspace().companies.values()) people.updateCompany(id, { website: 'https://harbour.example' });
			},
		},
		{
			name: 'a notification is lost, and the hour finds it',
			choices,
			act: async (stage) => {
				stage.sandbox.intercom.deliveries.troubleNext('lose');
				user(stage, 'Gus Gone');
				await twice(stage, 'Every Hour', HOUR_MS);
			},
			change: async (stage) => void (await stage.run('Every Hour')),
		},
		{
			name: 'an hour in which Intercom does not answer, and the next one heals',
			choices,
			act: async (stage) => {
				stage.sandbox.intercom.deliveries.troubleNext('lose');
				user(stage, 'Hew Hourly');
				const fault = stage.sandbox.faults.add({ vendor: 'intercom', path: '/contacts/search', kind: 'status', status: 503, body: 'unavailable' });
				await onSchedule(stage, 'Every Hour', HOUR_MS);
				stage.sandbox.faults.remove(fault);
				await twice(stage, 'Every Hour', HOUR_MS);
			},
		},
		{
			name: 'a night',
			choices: { ...choices, ...(workflow === 'two-way-sync' && { settings: { whatXeroKnows: true } }) },
			act: async (stage) => {
				user(stage, 'Hal Here');
				const { id } = user(stage, 'Hans Home');
				await rest(stage);
				for (const { ContactID, Name } of stage.organisation.allContacts()) if (Name === 'Hal Here') stage.organisation.setBalances(ContactID, { Outstanding: 120, Overdue: 20 });
				if (workflow === 'contact-sync') stage.sandbox.intercom.deliveries.troubleNext('lose');
				// Whether Intercom is told of a balance before it is noticed that somebody left is a matter of chance.
				if (workflow === 'contact-sync') stage.people.archive(id);
				for (let night = 0; night < 2; night++) await twice(stage, 'Every Night', DAY_MS);
			},
			change: async (stage) => void (await stage.run('Every Night')),
		},
		{
			name: 'the workflow stops',
			choices,
			act: async (stage) => {
				await stage.run('When This Workflow Stops', [{ execution: { id: '7', url: 'http://localhost/7', error: { message: 'out of memory' }, lastNodeExecuted: 'Sweep' }, workflow: { id: workflow, name: workflow } }], 'error');
				await rest(stage);
				elapse(10 * MINUTE_MS);
				await rest(stage);
			},
		},
	];
}

/** What only Contact Sync has. */
export function contactSyncScenarios(): Scenario[] {
	return [
		...liveScenarios('contact-sync'),
		{
			name: 'somebody adds a contact by hand',
			choices: { workflow: 'contact-sync' },
			act: async (stage) => {
				stage.sandbox.intercom.deliveries.troubleNext('lose');
				const { id } = user(stage, 'Ida Indeed');
				stage.choices.panels = ({ name }) => (name === 'Add This Contact' ? { recordId: id } : {});
				await byHand(stage, 'Test by Hand');
				await rest(stage);
			},
		},
		{
			name: 'alerts go to Slack, and by email',
			choices: { workflow: 'contact-sync', settings: { alertAddress: '', alertNodes: ['slack', 'email'] }, on: ['Post to Slack', 'Send an Email'] },
			act: async (stage) => {
				user(stage, TOO_LONG, { email: 'jo@fault.example' });
				await rest(stage);
			},
		},
	];
}

/** What only Two-Way Sync has. */
export function twoWayScenarios(): Scenario[] {
	const [first, ...others] = liveScenarios('two-way-sync');
	return [
		first!,
		{
			name: 'a contact changes in Xero',
			forNodes: ['Xero Trigger'],
			choices: { workflow: 'two-way-sync' },
			act: async (stage) => {
				user(stage, 'Kim Known', { phone: '+61298765432' });
				await rest(stage);
				pause();
				const [inXero] = stage.organisation.allContacts();
				stage.organisation.editInUi(inXero!.ContactID, { FirstName: 'Kimberly', LastName: 'Known' });
				await rest(stage);
			},
			change: (stage) => {
				const [inXero] = stage.organisation.allContacts();
				stage.organisation.editInUi(inXero!.ContactID, { FirstName: 'Kim', LastName: 'Known' });
			},
		},
		...others,
	];
}
