import { NodeOperationError, type ITriggerFunctions } from 'n8n-workflow';
import { boundElsewhere } from '../../lib/ledger/boundElsewhere';
import { bind, readBinding } from '../../lib/ledger/decisions/holders';
import { writeFirstSettings, writeSettings } from '../../lib/ledger/decisions/published';
import type { EmitterSetup } from '../../lib/ledger/emitter/setup';
import { panelSettings, type PanelSettings } from '../../lib/ledger/emitter/panelSettings';
import { ledgerFault, ledgerName, openLedger } from '../shared/openLedger';
import { DEFAULT_SETTINGS } from '../../lib/ledger/settings';
import { bothWaysIn } from './bothWaysFields';
import { identify } from './identify';

/** A ledger that is open, bound, and knows its settings. */
export type Published = Pick<EmitterSetup, 'store' | 'wanted' | 'origin'>;

/**
 * Checks everything the trigger needs, in words for whoever publishes; binds the ledger and puts the settings into it. A
 * test run does the same, but leaves alone what is published.
 * @throws NodeOperationError whose message says what is wrong and what to do
 */
export async function publish(context: ITriggerFunctions): Promise<Published> {
	const isTest = context.getMode() === 'manual';
	const { settings, wanted } = settingsOf(context);
	try {
		const store = await openLedger(context, 0, { anew: !isTest });
		const name = ledgerName(context);
		const whose = await identify(context, await store.change(readBinding()));
		const { bound, binding } = await store.change(bind({ ...whose, boundAt: Date.now() }));
		if (!bound) throw boundElsewhere(name, binding, whose);
		await store.change(isTest ? writeFirstSettings(settings, Date.now()) : writeSettings(settings, Date.now()));
		return { store, wanted, origin: { name, organisationId: binding.organisationId, workspaceId: binding.workspaceId } };
	} catch (error) {
		throw ledgerFault(context, error);
	}
}

/** n8n keeps only those options that somebody added. */
const UNTOUCHED_OPTIONS = { ...DEFAULT_SETTINGS, leaseMinutes: DEFAULT_SETTINGS.leaseMs / 60_000 };

function settingsOf(context: ITriggerFunctions): Extract<PanelSettings, { ok: true }> {
	const parameter = (name: string): unknown => context.getNodeParameter(name, '');
	const options: Record<string, unknown> = { ...UNTOUCHED_OPTIONS, ...(context.getNodeParameter('options', {}) as object) };
	const read = panelSettings({
		triggerOn: parameter('triggerOn'), billTo: parameter('billTo'), whenDeleted: parameter('whenDeleted'), alertChannel: parameter('alertChannel'), alertAddress: parameter('alertAddress'), alertNodes: parameter('alertNodes'),
		batchSize: parameter('batchSize'), reserve: parameter('reserve'), auditValues: options.auditValues, auditKeepDays: options.auditKeepDays, auditKeepRows: options.auditKeepRows, leaseMinutes: options.leaseMinutes, timeZone: context.getTimezone(),
		...bothWaysIn(context),
	});
	if (!read.ok) throw new NodeOperationError(context.getNode(), read.message);
	return read;
}
