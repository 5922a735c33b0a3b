import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callWebhook, type WebhookAnswer } from './callWebhook';
import { intercom, standsIntercom } from './intercomStage';

// Many runs of the engine in one test, on machines with other things to do.
jest.setTimeout(60_000);
standsIntercom();

describe('notifications as Intercom sends them', () => {
	let endpoint: Server;
	let answers: WebhookAnswer[];

	/** Hands every request to the trigger, byte by byte as it came. */
	beforeEach(async () => {
		answers = [];
		endpoint = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', async () => {
				const answer = await callWebhook({
					type: 'intercomTrigger',
					method: request.method as 'HEAD' | 'POST',
					parameters: { workspaceId: 'sandbox1', topics: ['contact.user.created', 'contact.deleted', 'contact.merged', 'company.contact.attached'] },
					credentials: { intercomAppTokenApi: { accessToken: 'x', region: 'us', clientSecret: 'sandbox-intercom-secret' } },
					headers: request.headers as Record<string, string>,
					rawBody: Buffer.concat(chunks),
				});
				if (request.method === 'POST') answers.push(answer);
				response.writeHead(answer.status).end();
			});
		});
		await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
		await intercom.world.subscribeWebhook(`http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/`);
	});
	afterEach(() => {
		endpoint.close();
		endpoint.closeAllConnections();
	});

	const received = async (count: number) => {
		for (let waited = 0; answers.length < count && waited < 100; waited++) await new Promise((resolve) => setTimeout(resolve, 20));
		expect(answers.every(({ status }) => status === 200)).toBe(true);
		return answers.flatMap(({ items = [] }) => items.map(({ json }) => json));
	};

	test('the signature fits and the chosen topics arrive', async () => {
		intercom.kernel.switches.set('intercom.mergedFrom', 'yes');
		const people = intercom.world.people();
		const lead = people.createContact({ role: 'lead', email: 'zoë@acme.example', name: 'Zoë </script>' });
		const user = people.createContact({ email: 'jane@acme.example' });
		people.attachCompany(user.id, people.createCompany({ name: 'Acme' }).id);
		people.mergeLeadIntoUser(lead.id, user.id);
		people.deleteContact(user.id);
		await received(5);
		await new Promise((resolve) => setTimeout(resolve, 200));
		const items = await received(5);
		const byTopic = (topic: string) => items.filter((json) => json.topic === topic);
		expect(byTopic('contact.user.created')).toMatchObject([{ contactId: user.id, workspaceId: 'sandbox1', kind: 'contact' }]);
		expect(byTopic('company.contact.attached')).toMatchObject([{ contactId: user.id, companyId: expect.any(String) }]);
		expect(byTopic('contact.merged')).toMatchObject([{ contactId: user.id, previousIds: [lead.id] }]);
		expect(byTopic('contact.deleted')).toMatchObject([{ contactId: user.id }]);
		expect(new Set(items.map(({ topic }) => topic)).size).toBe(4);
	});

	test.each(['yes', 'no'] as const)('the test button of the Developer Hub gets 200 and starts nothing (ping signed: %s)', async (signed) => {
		intercom.kernel.switches.set('intercom.pingSigned', signed);
		intercom.world.sendTestPing();
		expect(await received(1)).toEqual([]);
		expect(answers).toHaveLength(1);
	});
});
