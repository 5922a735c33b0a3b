import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { IntercomOptions } from '../../sandbox/intercom/world';
import { startIntercomAlone, type IntercomAlone } from '../sandbox/intercom/intercomOnly';
import { runNode } from './runWorkflow';

/** The stand-in of the test file, as strict as Intercom's own pages; it is there once `standsIntercom` was called. */
export let intercom: IntercomAlone;

/** One stand-in for the whole file, as new before each test. */
export function standsIntercom(options: Partial<IntercomOptions> = {}): void {
	beforeAll(async () => {
		intercom = await startIntercomAlone(options);
	});
	afterAll(async () => {
		// Retries that are still to come would keep the process alive.
		intercom.world.reset();
		await intercom.stop();
	});
	beforeEach(() => {
		intercom.world.reset();
		intercom.kernel.switches.reset();
		intercom.kernel.clock.reset();
		intercom.kernel.journal.clear();
	});
}

export const credentials = () => ({ intercomAppTokenApi: { accessToken: 'sandbox-intercom-token', region: 'us', clientSecret: 'x', simulatorUrl: intercom.url } });

/** Intercom Contacts, with an item for each input. */
export const runContacts = (parameters: INodeParameters, inputs: IDataObject[] = [{}]) =>
	runNode({
		type: 'intercomContacts',
		mode: 'trigger',
		parameters,
		items: inputs.map((json) => ({ json })),
		credentials: credentials(),
	});

export const jsons = (items: INodeExecutionData[] = []) => items.map(({ json }) => json);
export const idsOf = (items: IDataObject[]) => items.map(({ contactId }) => contactId);

/** The json of the items that leave by Done, after making sure that nothing else leaves. */
export async function doneOf(parameters: INodeParameters, inputs?: IDataObject[]): Promise<IDataObject[]> {
	const { outputs, error } = await runContacts(parameters, inputs);
	expect(error).toBeUndefined();
	expect(outputs.slice(1).flat().map(({ json }) => json.message)).toEqual([]);
	return jsons(outputs[0]);
}

/** The requests by POST to a path of the stand-in. */
export const posts = (path: string) => intercom.kernel.journal.list({ method: 'POST' }).filter((entry) => entry.path === path);
