import { claimAlerts, confirmAlerts } from '../../../lib/ledger/decisions/alerts';
import { contact, LedgerWorld, MINUTE } from './ledgerWorld';

export const lone = contact(1);

export async function tell(world: LedgerWorld): Promise<string[]> {
	const alerts = await world.store.change(claimAlerts({ token: `a${world.now}`, leaseUntil: world.now + MINUTE }, world.now));
	await world.store.change(confirmAlerts(`a${world.now}`, true, world.now));
	return alerts.map(({ text }) => text.title);
}
