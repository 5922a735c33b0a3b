import { asPreview, isPreviewed, leftAlone, ONLY_PREVIEWED } from '../../../lib/sync/record/preview';
import { review, synced } from '../../../lib/sync/record/outcomes';
import { ORGANISATION, recordOf } from './records';

const planned = (reason: string, xeroContactId: string) =>
	synced(recordOf(), { outcome: xeroContactId === '' ? 'created' : 'updated', reason, organisationId: ORGANISATION, xeroContactId, xeroUpdatedAt: 0, changes: [{ field: 'Phones.MOBILE', before: '', after: '1' }, { field: 'Phones.DEFAULT', before: '', after: '2' }, { field: 'Name', before: 'a', after: 'b' }] });

test('what would be created is called so, in words, without a link that leads nowhere', () => {
	expect(asPreview(recordOf(), planned('wouldCreate', ''))).toMatchObject({ outcome: 'preview', preview: true, xeroContactUrl: '', message: expect.stringMatching(/^Jane Doe \(jane@example\.com\) would become a new contact in Xero\. Nothing was written/) });
});

test('what would be changed names the fields, each once', () => {
	expect(asPreview(recordOf(), planned('wouldUpdate', 'a'))).toMatchObject({ outcome: 'preview', xeroContactId: 'a', xeroContactUrl: expect.stringContaining('/a'), message: expect.stringContaining('in Xero: Phones, Name.') });
});

test('what waits for a person, or would stay as it is, is marked as well', () => {
	expect(asPreview(recordOf(), review(recordOf(), 'ambiguous', []))).toMatchObject({ outcome: 'review', preview: true });
	expect(asPreview(recordOf(), { ...planned('nothingChanged', 'a'), outcome: 'unchanged' } as never)).toMatchObject({ outcome: 'unchanged', reason: 'nothingChanged', preview: true });
});

test.each([[{ preview: true }, true], [{ preview: 'true' }, true], [{ preview: false }, false], [{ preview: 'false' }, false], [{}, false], [null, false], ['preview', false]])('an item %j is previewed: %s', (item, expected) => {
	expect(isPreviewed(item)).toBe(expected);
});

test('an item that is left alone says why, once however many nodes it passes', () => {
	const item = { preview: true, notes: ['Name kept'] };
	expect(leftAlone(leftAlone(item))).toEqual({ preview: true, notes: ['Name kept', ONLY_PREVIEWED] });
	expect(leftAlone({ a: 1 })).toEqual({ a: 1, notes: [ONLY_PREVIEWED] });
});
