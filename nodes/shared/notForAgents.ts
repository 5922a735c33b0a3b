import type { INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';

/**
 * n8n puts the arguments of an agent's call over the item that the agent was started with, whatever the tool asked for
 * (n8n-core 2.41, requests-response.js). A record that is read out of the item could so be the agent's own, who reads what
 * visitors write, and would count as read from a vendor and checked by the mapper.
 */
export function notForAgents(nextStep: string): Failure {
	return { class: 'validation', reason: 'notForAgents', message: 'An agent cannot hand over a mapped record: what the agent says would count as checked by the mapper. Nothing was written.', nextStep, retryable: false };
}

/** The same at the panel of the tool. */
export function notForAgentsNotice(operation: string, instead: string): INodeProperties {
	return { displayName: `As a tool this operation writes nothing: an agent cannot hand over a mapped record. ${instead}`, name: 'notForAgents', type: 'notice', default: '', displayOptions: { show: { operation: [operation], '@tool': [true] } } };
}
