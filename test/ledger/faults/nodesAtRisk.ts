import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { shippedWorkflow } from '../../../sandbox/n8n/workflows';

/** What a node calls, or writes into, and what may fail under it; `readLedger`: it writes nothing there, so a full disk does not matter to it; `nothing`: it may throw all the same. */
export type Reach = 'intercom' | 'xero' | 'ledger' | 'readLedger' | 'channel' | 'nothing';

type ReachOf = (node: INode) => readonly Reach[];

const always = (...reach: Reach[]): ReachOf => () => reach;
const NOTHING = always('nothing');
/** Where an execution starts nothing is done yet, and one that stops is there to throw. */
const NO_FAULT = always();

/** By type; a node of another type has to be written down here before it is shipped. */
const REACHES: Readonly<Record<string, ReachOf>> = {
	'n8n-nodes-intercom-xero.intercomTrigger': ({ parameters }) => (parameters.deliver === 'ledger' ? ['ledger'] : []),
	'n8n-nodes-intercom-xero.xeroTrigger': ({ parameters }) => (parameters.deliver === 'ledger' && parameters.listenBy === 'webhook' ? ['ledger'] : ['ledger', 'xero']),
	'n8n-nodes-intercom-xero.syncLedgerTrigger': always('ledger'),
	'n8n-nodes-intercom-xero.syncLedger': ({ parameters }) => (parameters.operation === 'report' && !hasForms(parameters) ? ['readLedger'] : (LEDGER_REACHES[String(parameters.operation)] ?? ['ledger'])),
	'n8n-nodes-intercom-xero.intercomContacts': always('intercom'),
	'n8n-nodes-intercom-xero.intercomContactUpsert': always('intercom'),
	'n8n-nodes-intercom-xero.xeroContactUpsert': always('xero'),
	'n8n-nodes-intercom-xero.intercomToXeroMapper': NOTHING,
	'n8n-nodes-intercom-xero.xeroToIntercomMapper': NOTHING,
	'n8n-nodes-base.httpRequest': always('channel'),
	'n8n-nodes-base.slack': always('channel'),
	'n8n-nodes-base.emailSend': always('channel'),
	...Object.fromEntries(['set', 'if', 'switch', 'filter', 'noOp', 'respondToWebhook'].map((name) => [`n8n-nodes-base.${name}`, NOTHING])),
	...Object.fromEntries(['manualTrigger', 'scheduleTrigger', 'n8nTrigger', 'errorTrigger', 'stopAndError', 'webhook'].map((name) => [`n8n-nodes-base.${name}`, NO_FAULT])),
};

const LEDGER_REACHES: Readonly<Record<string, readonly Reach[]>> = {
	words: ['nothing'], reportChecks: ['nothing'], getWatermark: ['readLedger'], recallForecasts: ['readLedger'],
	sweep: ['ledger', 'intercom'], readBalances: ['ledger', 'xero'],
};

/** A page with forms needs the secret of the ledger's pages, which the first one writes. */
function hasForms({ reportOptions }: INode['parameters']): boolean {
	return (reportOptions as { forms?: boolean } | undefined)?.forms === true;
}

export interface NodeAtRisk {
	workflow: string;
	node: string;
	reach: Reach;
}

/** Names of all workflows that are shipped. */
export const SHIPPED = readdirSync(join(__dirname, '../../../workflows')).filter((file) => file.endsWith('.json')).map((file) => basename(file, '.json'));

/** Every node of a shipped workflow with what it reaches; once for each. @throws for a type that is not written down */
export function nodesAtRisk(workflow: string): NodeAtRisk[] {
	return shippedWorkflow(workflow).nodes.filter(({ type }) => !type.endsWith('.stickyNote')).flatMap((node) => {
		const reachOf = REACHES[node.type];
		if (reachOf === undefined) throw new Error(`Write down what ${node.type} reaches: "${node.name}" of ${workflow} has no faults to play`);
		return reachOf(node).map((reach) => ({ workflow, node: node.name, reach }));
	});
}
