import type { ServiceHealth } from '../rows/facts';
import type { Vendor } from '../rows/subject';
import type { Change, Found, Step } from '../store/step';
import { REFERENCE_KEY, serviceAlert, serviceKey, serviceOver } from './alertTexts';
import { ledgerEntry } from './auditEntry';
import { healthOf, noteFact, VENDORS } from './facts';
import { end, raise, superseded } from './outbox';
import { afterTime } from './service';

/** What all steps that touch the services need. */
export const SERVICE_NEED = { facts: ['service intercom', 'service xero'], alerts: [serviceKey('intercom'), serviceKey('xero'), REFERENCE_KEY] } as const;

/**
 * Writes how a service stands now, and tells of it: once when it refuses and for each cause, once when it has worked for
 * some minutes. What it refused is due as soon as it answers. Pure.
 */
export function serviceNews(found: Found, vendor: Vendor, after: ServiceHealth, now: number): Change[] {
	const before = healthOf(found, vendor);
	const alert = found.alert(serviceKey(vendor));
	const noted = noteFact(found, `service ${vendor}`, after);
	if (after.state === 'refusing' && (before.state !== 'refusing' || before.cause !== after.cause)) {
		const said = vendor === 'intercom' ? superseded(found.alert(REFERENCE_KEY)) : [];
		return [...noted, ...raise(alert, serviceAlert(vendor, after), now), ...said, ledgerEntry(now, 'serviceRefuses', `${vendor} ${after.cause ?? 'outage'}`)];
	}
	const release: Change[] = before.state === 'refusing' && after.state !== 'refusing' ? [{ do: 'releaseWaitingFor', waitsFor: vendor, dueAt: now }] : [];
	const over = before.state !== 'working' && after.state === 'working' ? [...end(alert, serviceOver(vendor), now), ledgerEntry(now, 'serviceWorks', vendor)] : [];
	return [...noted, ...release, ...over];
}

/** A minute went by, or an hour without Xero: what only time decides. */
export function tick(now: number): Step<{ refusing: Vendor[] }> {
	return {
		name: 'tick',
		need: SERVICE_NEED,
		decide: (found) => {
			const after = VENDORS.map((vendor) => ({ vendor, health: afterTime(healthOf(found, vendor), now) }));
			const changes = after.flatMap(({ vendor, health }) => serviceNews(found, vendor, health, now));
			return { answer: { refusing: after.flatMap(({ vendor, health }) => (health.state === 'refusing' ? [vendor] : [])) }, changes };
		},
	};
}
