import { contactUrl } from '../../../lib/xero/contact/contactId';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
afterAll(async () => await sandbox.stop());

/** @returns the answer to whoever follows the link of the sync */
async function followed(contactId: string): Promise<{ status: number; text: string }> {
	const response = await fetch(contactUrl(contactId, sandbox.xeroUrl));
	return { status: response.status, text: await response.text() };
}

test('a link to a contact leads to a page with what it holds, in any organisation, without a token', async () => {
	const { xero } = sandbox;
	const ids = xero.allOrganisations().map((organisation, index) => organisation.createInUi({ Name: `Harbour <${index}>`, EmailAddress: 'ava@harbour.example' }));
	expect(ids.length).toBeGreaterThan(0);
	for (const [index, id] of ids.entries()) {
		const { status, text } = await followed(id.toUpperCase());
		expect(status).toBe(200);
		for (const part of [id, `Harbour &lt;${index}&gt;`, 'ava@harbour.example', 'ACTIVE']) expect(text).toContain(part);
	}
});

test('a contact that is not there is a page that says so', async () => {
	const { status, text } = await followed('45e4708e-d862-4111-ab3a-dd8cd03913e1');
	expect([status, text.includes('Contact not found')]).toEqual([404, true]);
});
