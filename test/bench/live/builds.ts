import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { startStage, type Stage } from '../../../sandbox/demo/stage';
import { PROJECT_ROOT } from '../../../sandbox/n8n/runtimePaths';
import type { WorkflowFile } from '../../../sandbox/n8n/workflows';
import { ADVISED } from '../advised';

/** A build of this package that is measured, as its contact-sync. */
export interface Build {
	name: 'ours' | 'older';
	checkout: string;
	/** What its documents advise for many changes at once. */
	env: Record<string, string>;
}

/** @param older a checkout that is built, from the time when contact-sync kept its state in Data Tables */
export function buildsBeside(older: string): Build[] {
	return [
		{ name: 'older', checkout: older, env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '20' } },
		{ name: 'ours', checkout: PROJECT_ROOT, env: { ...ADVISED } },
	];
}

/** contact-sync of a build as it is shipped, its schedules included, but that it does not reconcile meanwhile. */
export async function liveStage({ checkout, env }: Build): Promise<Stage> {
	const workflow = JSON.parse(readFileSync(join(checkout, 'workflows', 'contact-sync.json'), 'utf8')) as WorkflowFile;
	const shipped = new Map(workflow.nodes.map((node) => [node.name, node]));
	return await startStage({
		workflow, checkout, settings: {}, connect: 'requests', n8n: { env },
		node: (node, { sandbox }) => inOrganisation(quieter(asShipped(node, shipped.get(node.name))), sandbox.xero.organisation().id),
	});
}

/** The stage asks for fewer topics than contact-sync does. */
function asShipped(node: INode, shipped: INode | undefined): INode {
	return shipped?.parameters.topics === undefined ? node : ({ ...node, parameters: { ...node.parameters, topics: shipped.parameters.topics } } as INode);
}

function quieter(node: INode): INode {
	if (node.name === 'When n8n Starts') return { ...node, disabled: true };
	const isRare = node.name === 'Every Hour' || node.name === 'Every Night';
	return isRare ? { ...node, parameters: { rule: { interval: [{ field: 'months', monthsInterval: 12 }] } } } : node;
}

/** In the older build each upsert has the organisation; ours has it in Sync Ledger Trigger, which the stage fills in. */
function inOrganisation(node: INode, value: string): INode {
	const isTold = JSON.stringify(node.parameters.organisation ?? '').includes('$json.ledger');
	return !node.type.endsWith('.xeroContactUpsert') || isTold ? node : { ...node, parameters: { ...node.parameters, organisation: { __rl: true, mode: 'id', value } } };
}
