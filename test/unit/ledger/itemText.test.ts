import fc from 'fast-check';
import { itemText } from '../../../lib/ledger/messages/itemText';

const REVIEW = {
	outcome: 'review',
	reason: 'ambiguous',
	message: 'Several Xero contacts fit this record.',
	nextStep: 'Merge them in Xero.',
	candidates: [{ name: 'Jane Doe', email: 'jane@x.example', url: 'https://go.xero.com/1' }, { name: 'Jane D', email: '', url: 'https://go.xero.com/2' }],
	intercomId: 'abc',
};

test.each<[string, object, string[]]>([
	['a review, with what a person needs to decide it', REVIEW, ['Intercom to Xero: a contact waits for you', 'Several Xero contacts fit this record.', 'What to do: Merge them in Xero.', 'In Xero: Jane Doe <jane@x.example> https://go.xero.com/1', 'In Xero: Jane D https://go.xero.com/2', 'Intercom contact: abc']],
	['a failure that heals', { outcome: 'failed', message: 'Xero is away', nextStep: '', contactId: 'abc', retryable: true, retryAt: '2026-11-30T10:00:00.000Z' }, ['Intercom to Xero: a contact could not be synced', 'Xero is away', 'Intercom contact: abc', 'Trying again helps, from 2026-11-30T10:00:00.000Z.']],
	['one that may be tried at any time', { reason: 'intercomUnreachable', retryable: true }, ['Intercom to Xero: a contact could not be synced', 'intercomUnreachable', 'Trying again helps.']],
	['a rejected one', { message: 'Name is too long', intercomId: 'abc', problems: [] }, ['Intercom to Xero: a contact could not be synced', 'Name is too long', 'Intercom contact: abc']],
	['an execution that stopped', { workflow: { id: '1', name: 'Quick' }, execution: { id: '7', lastNodeExecuted: 'Read the Contact', url: 'https://n8n/7', error: { message: 'no way' } } }, ['Intercom to Xero: Workflow Quick stopped', 'It stopped at "Read the Contact": no way', 'What to do: Open the execution in n8n and look at the node.', 'Execution in n8n: https://n8n/7']],
	['a trigger that stopped', { workflow: { id: '1', name: 'Quick' }, trigger: { error: { message: 'no way' } } }, ['Intercom to Xero: Workflow Quick stopped', 'It stopped at "its start": no way', 'What to do: Open the workflow in n8n and publish it again.']],
	['nothing', {}, ['Intercom to Xero: a contact could not be synced', 'The item does not say why.']],
])('%s', (_, item, lines) => expect(itemText(item).split('\n')).toEqual(lines));

test('whatever an item holds, there is a text that says something, without empty lines', () => {
	const json = fc.record({ outcome: fc.jsonValue(), message: fc.jsonValue(), nextStep: fc.jsonValue(), candidates: fc.jsonValue(), intercomId: fc.jsonValue(), retryable: fc.jsonValue(), retryAt: fc.jsonValue(), workflow: fc.jsonValue(), execution: fc.jsonValue() }, { requiredKeys: [] });
	fc.assert(fc.property(fc.oneof(json, fc.jsonValue()), (item) => {
		const text = itemText(item);
		expect(text).toMatch(/^Intercom to Xero: .+/);
		expect(text.split('\n')[1]).toBeTruthy();
	}));
});
