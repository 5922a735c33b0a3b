import { shippedWorkflow } from '../../../sandbox/n8n/workflows';
import type { FaultKind } from './kinds';
import type { NodeAtRisk } from './nodesAtRisk';
import type { Played } from './play';

/** Who hears of a fault. */
export interface Expected {
	/** Titles that come on top of those of a run without a fault. */
	told: readonly string[];
	/** Titles of a run without a fault that do not come. */
	untold?: readonly string[];
	/** How often it failed before the eyes of whoever had started it. */
	seen: number;
	/** How what is left at the end differs from a run without a fault; absent: in nothing. */
	left?: (state: Played['state']) => Played['state'];
}

/** Xero refused the note that a contact has left, a person was told, and the contact came back: nothing is noted any more. */
const withoutNotes: Expected['left'] = (state) => ({ ...state, xero: (state.xero as object[]).map((contact) => ({ ...contact, notes: [] })) });

const NOBODY: Expected = { told: [], seen: 0 };
const told = (...titles: string[]): Expected => ({ told: titles, seen: 0 });

type Rule = readonly [workflow: RegExp, node: RegExp, reach: RegExp, kind: RegExp, expected: (at: NodeAtRisk) => Expected];

/** n8n runs the way of stops of the workflow. */
const stopped = ({ workflow }: NodeAtRisk): Expected => told(`Workflow ${shippedWorkflow(workflow).name} stopped`);
const quickStartStopped = ({ workflow }: NodeAtRisk) => told(`Intercom to Xero: Workflow ${shippedWorkflow(workflow).name} stopped`);
const REFERENCES = 'Intercom does not take the Xero references';
const INTERCOM_REFUSES = ['Intercom refuses the connection', 'Intercom works again'];
const NOT_SYNCED = 'A contact could not be synced';
const UNSYNCED = 'Intercom to Xero: a contact could not be synced';
const FILE_OF_THE_WEEK = 'Intercom to Xero (Harbour Books Pty Ltd): Nothing was synced yet.';
const FOUND = 'Intercom to Xero: Setup found something to do (test alert)';
const ANY = /./;

/** Who started it by hand sees it, and does it once more. */
const BY_HAND: readonly Rule[] = [
	// The node is red where a credential is refused, and nothing behind it runs.
	[/setup/, /^Prepare the Workspace$/, ANY, /^401/, () => ({ told: [], seen: 1 })],
	[/setup/, /^Try Xero Without Writing$/, ANY, /^(401|403)/, () => ({ told: [], seen: 1 })],
	[/setup/, /^(Check the Ledger|Prepare the Workspace|Try Xero Without Writing)$/, ANY, ANY, () => ({ told: [FOUND], seen: 1 })],
	[/setup/, /^Send the Test Alert$/, ANY, /once/, () => NOBODY],
	[/setup/, /^(Send the Test Alert|Post to Slack)$/, ANY, ANY, () => ({ told: [], seen: 1 })],
	// Slack had it the first time.
	[/setup/, /^Send an Email$/, ANY, ANY, () => ({ told: ['Intercom to Xero: Setup is complete (test alert)'], seen: 1 })],
	[ANY, /^(Add This Contact|Start a Job)$/, ANY, ANY, () => ({ told: [], seen: 1 })],
	[/status/, /^(Make the Page|Decide)$/, ANY, ANY, (at) => ({ ...stopped(at), seen: 1 })],
];

/** A node throws that calls nobody: n8n keeps a failed execution, what it had taken is due again, and the stop is told. */
const BREAKDOWNS: readonly Rule[] = [
	// The message went out before.
	[/setup/, /^(All Is in Order|Setup Is Complete)$/, /nothing/, ANY, () => ({ told: ['Intercom to Xero: Setup is complete (test alert)'], seen: 1 })],
	[/setup/, ANY, /nothing/, ANY, () => ({ told: [], seen: 1 })],
	[/status/, ANY, /nothing/, ANY, (at) => ({ ...stopped(at), seen: 1 })],
	[/quick-start/, /^Choose a Contact$/, /nothing/, ANY, () => ({ told: [], seen: 1 })],
	[/quick-start/, /^End Without a Message$/, /nothing/, ANY, () => NOBODY],
	[/quick-start/, /^(Write the Message|A Person Is Told)$/, /nothing/, ANY, (at) => ({ ...quickStartStopped(at), untold: [UNSYNCED] })],
	[/quick-start/, /^(Write the Stop Message|Only With an Alert Address)$/, /nothing/, ANY, () => ({ told: [], untold: ['Intercom to Xero: Workflow Another stopped'], seen: 0 })],
	[/quick-start/, ANY, /nothing/, ANY, (at) => quickStartStopped(at)],
	[ANY, ANY, /nothing/, ANY, stopped],
];

/** It has no ledger that would try again: whoever is told sends the contact again. */
const QUICK_START: readonly Rule[] = [
	[/quick-start/, ANY, /intercom|xero/, ANY, () => told(UNSYNCED)],
	[/quick-start/, /^Tell a Person$/, ANY, /^refuses$/, (at) => ({ ...quickStartStopped(at), untold: [UNSYNCED] })],
	// What failed is in n8n's list of executions, and nowhere else.
	[/quick-start/, /^Send the Stop Alert$/, ANY, /^refuses$/, () => ({ told: [], untold: ['Intercom to Xero: Workflow Another stopped'], seen: 0 })],
];

/** What nobody could be told is told later; what nobody confirmed is told once more. */
const WAYS_OF_TELLING: readonly Rule[] = [
	[/status/, /^(Make the File|Send It by Email)$/, ANY, ANY, (at) => ({ ...stopped(at), untold: [FILE_OF_THE_WEEK] })],
	[ANY, /^Report the Stop$/, ANY, ANY, () => NOBODY],
	[/contact-sync|two-way-sync/, /^Confirm the Stop$/, ANY, ANY, ({ workflow }) => told(`Workflow ${workflow} stopped`)],
	[ANY, /^Confirm the Stop$/, ANY, ANY, () => told('Workflow Another stopped')],
	[ANY, /^Confirm Alerts$/, ANY, ANY, (at) => told(NOT_SYNCED, ...stopped(at).told)],
	[ANY, ANY, /channel/, ANY, () => NOBODY],
];

/** By the hour, by night and by the month: an execution fails, and the next one does it. */
const SCHEDULED: readonly Rule[] = [
	[ANY, /^Find Changed Contacts$/, ANY, /^(401|403|400)/, () => told('The search for what changed fails', 'The search for what changed works again')],
	[ANY, /^Find Changed Contacts$/, ANY, ANY, () => NOBODY],
	[/two-way/, /^Sweep$/, /intercom/, /^(401|403)/, () => told('The sweep of all contacts breaks off', 'The sweep reads all contacts again', ...INTERCOM_REFUSES)],
	[ANY, /^Sweep$/, /intercom/, /^(401|403|400)/, () => told('The sweep of all contacts breaks off', 'The sweep reads all contacts again')],
	[ANY, /^Read What Only Xero Knows$/, /xero/, /^(401|403|400)/, () => told('What only Xero knows cannot be read', 'What only Xero knows is read again')],
	[ANY, /^(Sweep|Read What Only Xero Knows)$/, /intercom|xero/, ANY, () => NOBODY],
];

/** A ledger that cannot be used: vendors send again, a lock is waited for, and what was not settled is due again. */
const LEDGER: readonly Rule[] = [
	[ANY, /^(Intercom Trigger|Xero Trigger)$/, ANY, ANY, () => NOBODY],
	[ANY, /^(Sync Ledger Trigger|Next Page)$/, ANY, /locked/, () => NOBODY],
	[ANY, ANY, /edger/, ANY, stopped],
];

/** What passes by itself is told to nobody, what a person has to mend once, and its end. */
const VENDORS: readonly Rule[] = [
	[ANY, /^Read a Page$/, ANY, /^(401|403|400)/, () => told('The job dry cannot read its contacts')],
	[ANY, /^Store It on the Company$/, ANY, /^403/, () => told(...INTERCOM_REFUSES)],
	[ANY, /^Store It on the Company$/, ANY, /^400/, () => NOBODY],
	[ANY, /^Store the Xero Reference$/, ANY, /^(403|400)/, () => told(REFERENCES)],
	[ANY, /^Read the Company$/, ANY, /^400/, () => told('A company could not be synced')],
	[ANY, ANY, /intercom/, /^(401|403)/, () => told(...INTERCOM_REFUSES)],
	[ANY, ANY, /xero/, /^401/, () => told('Xero refuses the connection', 'Xero works again')],
	[ANY, ANY, /xero/, /^403/, () => told('Xero does not know the organisation of this sync', 'Xero works again')],
	// Its page is taken again when Xero allows calls, and the page of the job says so.
	[/migration/, /^Preview in Xero$/, ANY, /day/, () => NOBODY],
	[ANY, ANY, /xero/, /day/, () => told('Xero has no calls left today', 'Xero works again')],
	[ANY, /^(Read in Xero|Update in Intercom)$/, ANY, /^400/, () => told('A contact could not be brought from Xero to Intercom')],
	[/migration/, /^Create or Update in Xero$/, ANY, /^400/, () => told(NOT_SYNCED, NOT_SYNCED)],
	[/migration/, /^Preview in Xero$/, ANY, /^400/, () => NOBODY],
	[ANY, /^Note or Archive in Xero$/, ANY, /^400/, () => ({ ...told(NOT_SYNCED), left: withoutNotes })],
	[ANY, ANY, /intercom|xero/, /^400/, () => told(NOT_SYNCED)],
];

const RULES = [...BREAKDOWNS, ...BY_HAND, ...QUICK_START, ...WAYS_OF_TELLING, ...SCHEDULED, ...LEDGER, ...VENDORS];

/** By the first rule that fits. */
export function expectedOf(at: NodeAtRisk, { name }: FaultKind): Expected {
	return RULES.find(([workflow, node, reach, kind]) => workflow.test(at.workflow) && node.test(at.node) && reach.test(at.reach) && kind.test(name))?.[4](at) ?? NOBODY;
}
