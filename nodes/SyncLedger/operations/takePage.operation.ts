import { ledgerIn } from '../../shared/carriedLedger';
import type { LedgerOperation } from '../operation';

/** A job takes the contacts of a page that was read, or learns that it could not be read. */
export const takePage: LedgerOperation = {
	option: { name: 'Take Page', value: 'takePage', action: 'Take a page of a migration', description: 'Put the contacts of a page into the hands of the job it belongs to, parted by who is billed, and let the next page be read' },
	fields: [
		{
			displayName: 'Connect Done and Failed of Get Page, with Output: Profiles. What was synced in just that state, runs elsewhere or is never to be synced is left out; a page that could not be read is read once more after a while.',
			name: 'takePageNotice',
			type: 'notice',
			default: '',
		},
	],
	outputs: { names: ['Person', 'Company'], of: (json) => (ledgerIn(json)?.billTo === 'person' ? 0 : 1) },
	run: async (context, open) => {
		const { takenContacts } = await import('../../late');
		return await takenContacts(context, open);
	},
};
