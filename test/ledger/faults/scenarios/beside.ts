import type { INode, INodeParameters } from 'n8n-workflow';
import { controlJob } from '../../../../lib/ledger/decisions/jobControl';
import { rest } from '../rest';
import type { Scenario } from '../scenario';
import type { Stage } from '../stage';
import { elapse } from '../time';
import { byHand, HOUR_MS, MINUTE_MS, TOO_LONG, user } from './acts';

/** What n8n's Error Trigger hands over. */
const stopped = { execution: { id: '7', url: 'http://localhost/7', error: { message: 'out of memory' }, lastNodeExecuted: 'Somewhere' }, workflow: { id: 'another', name: 'Another' } };

/** A workflow that stops, and the way by which that is told. */
export function stopScenario(workflow: string, start = 'When This Workflow Stops'): Scenario {
	return {
		name: 'a workflow stops',
		choices: { workflow },
		act: async (stage) => {
			await stage.run(start, [stopped], 'error');
			await rest(stage);
			elapse(10 * MINUTE_MS);
			await rest(stage);
		},
	};
}

/** Ways through Historical Migration; what fails is tried again by Contact Sync. */
export function migrationScenarios(): Scenario[] {
	const workflow = 'historical-migration';
	const job = async (stage: Stage, parameters: INodeParameters) => {
		stage.choices.panels = (node) => ({ ...panelsOf(stage.choices.settings?.billTo)(node), ...(node.name === 'Start a Job' && parameters) });
		await byHand(stage, 'Start by Hand');
		await rest(stage);
		await letGoOn(stage);
	};
	const act = async (stage: Stage) => {
		const { sandbox: { intercom }, people } = stage;
		intercom.app().subscription = null;
		stage.organisation.seedContacts([{ Name: 'Lou Listed', EmailAddress: 'lou.listed@fault.example' }]);
		for (const name of ['Lou Listed', 'Moe Migrates']) people.attachCompany(user(stage, name).id, people.createCompany({ companyId: name, name: `${name} Pty Ltd`, website: `https://${name.slice(0, 3).toLowerCase()}.example` }).id);
		people.attachCompany(user(stage, TOO_LONG, { email: 'nic@fault.example' }).id, people.createCompany({ companyId: 'long', name: TOO_LONG }).id);
		await job(stage, { jobName: 'dry', jobMode: 'dryRun' });
		await job(stage, { jobName: 'live', jobMode: 'migration', foreseenBy: 'dry' });
	};
	const change = async (stage: Stage) => {
		await stage.post.subscribe(stage);
		for (const { id, email } of stage.sandbox.intercom.workspace().contacts.values()) stage.people.updateContact(id, { name: `${(email ?? '').slice(0, 3)} Mended` });
	};
	return [
		{ name: 'a dry run, and the migration after it', choices: { workflow }, act, change },
		{ name: 'the same where companies are billed', choices: { workflow, settings: { billTo: 'company' }, panels: panelsOf('company') }, act, change },
		{
			name: 'the reconciliation of the month',
			choices: { workflow },
			act: async (stage) => {
				user(stage, 'Ola Often');
				await rest(stage);
				for (let day = 0; day < 2; day++) {
					await stage.run('Each Month');
					await rest(stage);
					elapse(24 * 60 * MINUTE_MS);
				}
			},
		},
		stopScenario(workflow),
	];
}

/** What could not be read is mended: whoever was told lets the job go on. */
async function letGoOn(stage: Stage): Promise<void> {
	for (const { jobId, job } of await stage.rows('job')) if (job.state === 'paused') await stage.store.change(controlJob(jobId, 'resume', 'test', Date.now()));
	await rest(stage);
}

const panelsOf = (billTo?: string) => ({ name }: INode): INodeParameters => {
	if (billTo !== 'company') return {};
	return name === 'Read a Page' || name === 'Read the Contact' ? { include: { companies: true } } : name === 'Map to Its Company' ? { syncWhom: 'everyone' } : {};
};

/** Setup, run by hand until it is complete. */
export function setupScenarios(): Scenario[] {
	const act = async (stage: Stage) => {
		await byHand(stage, 'Run Setup');
		await rest(stage);
	};
	return [
		{ name: 'Setup', choices: { workflow: 'setup' }, act },
		{ name: 'Setup, told in Slack and by email', choices: { workflow: 'setup', settings: { alertAddress: '' }, on: ['Post to Slack', 'Send an Email'] }, act },
		stopScenario('setup'),
	];
}

/** The status page, a decision on it, and its file by email. */
export function statusScenarios(): Scenario[] {
	const workflow = 'sync-status';
	/** Somebody loads the page, or sends a form, and does so again where that failed before their eyes. */
	const call = async (stage: Stage, start: string, item: object) => {
		const went = await stage.run(start, [{ query: {}, body: {}, ...item }], 'webhook');
		stage.look();
		if (!went) await stage.run(start, [{ query: {}, body: {}, ...item }], 'webhook');
		await rest(stage);
	};
	return [
		{
			name: 'a decision on the page',
			choices: { workflow },
			act: async (stage) => {
				stage.organisation.seedContacts([{ Name: 'Pat Payer', EmailAddress: 'pat@fault.example', ContactNumber: 'P-1' }]);
				stage.people.createContact({ role: 'lead', name: 'Pat Posing', email: 'pat@fault.example' });
				await rest(stage);
				await call(stage, 'Open the Page', {});
				const page = String(stage.answered.find((text) => String(text).includes('name="token"')));
				const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
				await call(stage, 'A Decision Is Sent', { body: { token: field('token'), kind: field('kind'), id: field('id'), decision: 'never' } });
			},
		},
		{
			name: 'the file of the week',
			choices: { workflow, on: ['Send It by Email', 'Every Monday'] },
			act: async (stage) => {
				for (let week = 0; week < 2; week++) {
					await stage.run('Every Monday');
					await rest(stage);
					elapse(7 * 24 * 60 * MINUTE_MS);
				}
			},
		},
		stopScenario(workflow),
	];
}

/** The quick start, which has no ledger: who is told sends the contact again. */
export function quickStartScenarios(): Scenario[] {
	const workflow = 'quick-start';
	return [
		{
			name: 'a contact is new, and changes',
			choices: { workflow },
			act: async (stage) => {
				const { id } = user(stage, 'Quin Quick');
				await rest(stage);
				// In the evening: whatever limit Xero had is over.
				elapse(5 * HOUR_MS);
				stage.people.updateContact(id, { phone: '+61298765433' });
				await rest(stage);
			},
		},
		{
			name: 'a contact cannot be mapped',
			choices: { workflow },
			act: async (stage) => {
				user(stage, TOO_LONG, { email: 'rob@fault.example' });
				await rest(stage);
			},
		},
		{
			name: 'somebody tries one contact by hand',
			choices: { workflow },
			act: async (stage) => {
				stage.sandbox.intercom.deliveries.troubleNext('lose');
				const { id } = user(stage, 'Sid Single');
				stage.choices.panels = ({ name }) => (name === 'Choose a Contact' ? { assignments: { assignments: [{ id: 'contact', name: 'contactId', type: 'string', value: id }] } } : {});
				await byHand(stage, 'Test by Hand');
				await rest(stage);
			},
		},
		{
			name: 'a contact cannot be mapped, and nobody is to be told',
			choices: { workflow, settings: { alertAddress: '' } },
			act: async (stage) => {
				user(stage, TOO_LONG, { email: 'una@fault.example' });
				await rest(stage);
			},
		},
		{
			name: 'the workflow stops',
			choices: { workflow },
			act: async (stage) => {
				await stage.run('When This Workflow Stops', [stopped], 'error');
				await rest(stage);
			},
		},
	];
}
