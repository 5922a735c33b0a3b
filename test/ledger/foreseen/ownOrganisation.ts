import { XERO_DEFAULTS, type XeroOptions } from '../../../sandbox/xero/options';

let made = 0;

/**
 * An organisation that no other run of this process has. What was just written is remembered by organisation and record, and
 * worlds of one seed have the same records: what the run before wrote of them would count as written here.
 */
export function ownOrganisation(): XeroOptions['organisations'][number] {
	made += 1;
	return { ...XERO_DEFAULTS.organisations[0]!, id: `00000000-0000-4000-a000-${String(made).padStart(12, '0')}` };
}
