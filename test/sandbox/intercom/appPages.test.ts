import { pageUrl } from '../../../lib/intercom/api/hosts';
import { startIntercomAlone, type IntercomAlone } from './intercomOnly';

let intercom: IntercomAlone;
beforeAll(async () => void (intercom = await startIntercomAlone()));
afterAll(async () => await intercom.stop());

const page = (what: 'users' | 'companies', id: string) => pageUrl({ region: 'us', simulatorUrl: intercom.url }, [...intercom.world.workspaces.keys()][0]!, what, id);

test('the link to a contact or company leads to a page that shows it, and what people typed is text', async () => {
	const people = intercom.world.people();
	const jane = people.createContact({ role: 'user', name: '<b>Jane</b> Doe', email: 'jane@acme.example' });
	const acme = people.createCompany({ companyId: 'acme', name: 'Acme' });
	for (const address of [page('users', jane.id), `${page('users', jane.id)}/all-conversations`]) {
		const answer = await fetch(address);
		const html = await answer.text();
		expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
		expect(html).toContain('&lt;b&gt;Jane&lt;/b&gt; Doe');
		expect(html).toContain('jane@acme.example');
		expect(html).not.toContain('<b>');
	}
	expect(await (await fetch(page('companies', acme.id))).text()).toContain('<td>Acme</td>');
});

test('of one that was deleted, or is not there, it says so', async () => {
	const people = intercom.world.people();
	const jim = people.createContact({ role: 'user', email: 'jim@acme.example' });
	people.deleteContact(jim.id);
	for (const address of [page('users', jim.id), page('companies', 'none')]) {
		const answer = await fetch(address);
		expect(answer.status).toBe(404);
		expect(await answer.text()).toContain('not found');
	}
});
