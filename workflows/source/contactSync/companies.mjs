import { callWorkflow, P, routes, set, TELLS } from '../parameters.mjs';

const X = 2800;
const Y = 1480;

/** Companies go to the workflow Company Sync, all at once; it answers with an item for each that says how it went. */
export function addCompanies(canvas) {
	const settings = Object.fromEntries(['label', 'workspace', 'organisation', 'organisationId', 'source', 'tables', 'startedAt'].map((name) => [name, `={{ ${P}.${name} }}`]));
	canvas.add('set', 'Company to Sync', [X, Y], set({
		companyId: '={{ $json.companyId }}', topic: "={{ $json.topic || '' }}", ...settings, tables: [settings.tables, 'object'],
	}));
	canvas.add('removeDuplicates', 'Take Each Company Once', [X + 200, Y], { operation: 'removeDuplicateInputItems', compare: 'selectedFields', fieldsToCompare: 'companyId', options: {} });
	canvas.add('executeWorkflow', 'Sync the Companies', [X + 400, Y], callWorkflow(`={{ ${P}.companyWorkflow }}`), TELLS);
	canvas.add('switch', 'How Did It Go?', [X + 620, Y - 20], routes({ Synced: "={{ $json.answer === 'synced' }}", Review: "={{ $json.answer === 'review' }}", Failed: "={{ $json.answer === 'failed' }}" }));
	// The other rows of the batch come back when their lease ends.
	canvas.add('set', 'Say That It Did Not Run', [X + 620, Y + 160], set({
		companyId: "={{ $('Take Each Company Once').first().json.companyId }}", class: 'transient', retryable: true,
		reason: "={{ /not (exist|found|published|active)/i.test(String($json.error?.message || $json.error || '')) ? 'companySyncMissing' : 'companySyncStopped' }}",
		message: "={{ 'The workflow Company Sync did not run: ' + String($json.error?.message || $json.error || 'unknown').slice(0, 300) }}",
		nextStep: 'If it stopped, open its last execution in n8n. If it is missing, import and publish Company Sync, and put its ID (the end of its address in the browser) into companyWorkflow of Settings. The companies are tried again by themselves.',
	}));
	canvas.chain('Company to Sync', 'Take Each Company Once', 'Sync the Companies', 'How Did It Go?');
	canvas.link('Sync the Companies', 'Say That It Did Not Run', 1);
	canvas.link('Say That It Did Not Run', 'Describe the Failure');
	for (const node of ['Was It No Preview?', 'Has a Service Come Back?']) canvas.link('How Did It Go?', node, 0);
	canvas.link('How Did It Go?', 'Does It Really Wait?', 1);
	canvas.link('How Did It Go?', 'Describe the Failure', 2);
}
