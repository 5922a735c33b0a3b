import { NodeConnectionTypes, NodeOperationError, type INodeType, type INodeTypeDescription, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';
import { batchSize } from '../../lib/ledger/emitter/claimedWork';
import { Emitter } from '../../lib/ledger/emitter/emitter';
import { nothingWords } from '../../lib/ledger/emitter/nothingDue';
import type { EmitterSetup } from '../../lib/ledger/emitter/setup';
import { hasWorkers } from '../../lib/ledger/store/thisProcess';
import { ledgerFault } from '../shared/openLedger';
import { searchOrganisations } from '../shared/searchOrganisations';
import { emitterSelf } from './emitterSelf';
import { getContactGroups } from './getContactGroups';
import { handOff, outputsOf } from './handOff';
import { startLoop } from './loop';
import { isOnPages } from './onPages';
import { CREDENTIALS, PARAMETERS } from './parameters';
import { publish, type Published } from './publish';

/** Pages stand alone; the others keep their places, whichever of them are chosen, and what changed in Xero comes behind them. */
const OUTPUTS = `={{ $parameter["triggerOn"].includes("pages") ? ${outputsNamed('Pages')} : $parameter["bothWays"] === true ? ${outputsNamed('Due', 'Gone', 'Alerts', 'Changed in Xero')} : ${outputsNamed('Due', 'Gone', 'Alerts')} }}` as const;

export class SyncLedgerTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sync Ledger Trigger',
		name: 'syncLedgerTrigger',
		icon: { light: 'file:syncLedgerTrigger.svg', dark: 'file:syncLedgerTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ "Ledger " + $parameter["ledger"] }}',
		description: 'Starts the workflow with what is due to be synced from Intercom to Xero: changes, retries, removals, alerts',
		defaults: { name: 'Sync Ledger Trigger' },
		inputs: [],
		outputs: OUTPUTS,
		credentials: CREDENTIALS,
		properties: PARAMETERS,
	};

	methods = { listSearch: { searchOrganisations }, loadOptions: { getContactGroups } };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		if (isOnPages(this)) {
			const { triggerOnPages } = await import('../late');
			return await triggerOnPages(this);
		}
		if (this.getMode() === 'manual') return { manualTriggerFunction: async () => await emitOnce(this) };
		const published = await publish(this);
		const emitter = new Emitter(setupOf(this, published));
		return { closeFunction: startLoop(emitter, published.store, this.logger) };
	}
}

/** A test run: one batch, or why there is none. It is settled as any other, so it is no rehearsal. */
async function emitOnce(context: ITriggerFunctions): Promise<void> {
	const published = await publish(context);
	const { batch, answer } = await new Emitter(setupOf(context, published)).takeOnce().catch((error: unknown) => {
		throw ledgerFault(context, error);
	});
	if (batchSize(batch) + batch.alerts.length === 0) throw new NodeOperationError(context.getNode(), nothingWords(published.origin.name, answer));
	context.emit(outputsOf(batch));
}

function outputsNamed(...names: string[]): string {
	return JSON.stringify(names.map((displayName) => ({ type: NodeConnectionTypes.Main, displayName })));
}

function setupOf(context: ITriggerFunctions, published: Published): EmitterSetup {
	const hand = handOff(context);
	return { ...published, ...emitterSelf(context), workflow: context.getWorkflow().name ?? '', hearsEndings: !hasWorkers(), emit: (batch, ended) => hand(outputsOf(batch), ended) };
}
