import { NodeOperationError, type ILoadOptionsFunctions } from 'n8n-workflow';
import type { Answer, IntercomConnection } from '../../lib/intercom/api/request';
import { authenticatedTransport } from './authenticatedTransport';
import { executionClock } from './clock';
import { credentialTypeOf } from './optionalIntercom';

/**
 * What a list in a panel offers, by the connection that the panel has for its lists.
 * @throws NodeOperationError in words for the person at the panel: the editor shows the message where the list would be
 */
export async function listed<T>(context: ILoadOptionsFunctions, read: (connection: IntercomConnection) => Promise<Answer<T>>): Promise<T> {
	const credentialType = credentialTypeOf(context.getNode().parameters.authentication);
	if (credentialType === null) throw new NodeOperationError(context.getNode(), 'The list needs a connection: choose one under Lists From Intercom, or choose Name here and type it.');
	const { region, simulatorUrl } = await context.getCredentials(credentialType).catch(() => {
		throw new NodeOperationError(context.getNode(), 'The list needs an Intercom credential: choose one at the top of this panel, or set Lists From Intercom to No and type the names.');
	});
	const answer = await read({ region, simulatorUrl, transport: authenticatedTransport(context, credentialType, 'never'), clock: executionClock() });
	if (answer.ok) return answer.value;
	throw new NodeOperationError(context.getNode(), `${answer.failure.message} ${answer.failure.nextStep}`);
}
