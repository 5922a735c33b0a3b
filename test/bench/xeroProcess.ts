/** The stand-in of Xero in a process of its own, so that what it holds is not taken for ours. Ends with its standard input. */
import { startSandbox } from '../../sandbox/start';

const seeded = Number(process.argv[2] ?? 0);
const FOR_EVER = Number.MAX_SAFE_INTEGER;
void start();

async function start(): Promise<void> {
	const sandbox = await startSandbox({ xero: { limits: { perMinute: FOR_EVER, perDay: FOR_EVER, appPerMinute: FOR_EVER, concurrent: 100 } } });
	const organisation = sandbox.xero.organisation();
	organisation.seedContacts(Array.from({ length: seeded }, (_, index) => ({ Name: `Filler ${index}`, EmailAddress: `filler${index}@filler.example` })));
	const { clientId } = sandbox.xero.options.apps[0]!;
	const tokens = sandbox.xero.authority.issueFor(clientId, ['accounting.contacts', 'accounting.settings.read'], [organisation.id]);
	console.log(JSON.stringify({ url: sandbox.xeroUrl, organisationId: organisation.id, tokens }));
	setInterval(() => sandbox.journal.clear(), 50);
	process.stdin.on('end', () => process.exit()).resume();
}
