import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Sender } from '../../lib/ledger/messages/channelBody';
import type { AlertChannel, PublishedSettings } from '../../lib/ledger/settings';
import { alertAddressField, alertChannelField } from '../shared/alertChannelFields';
import { textParameter } from './leave';

/** Where a message goes. @param when it is used, for whoever reads the panel */
export function alertChannelFields(when: string): INodeProperties[] {
	return [alertChannelField(when), alertAddressField(when)];
}

/** What a person set there. */
export function channelOf(context: IExecuteFunctions, item: number): Pick<PublishedSettings, 'alertChannel' | 'alertAddress'> {
	return { alertChannel: textParameter(context, 'alertChannel', item) as AlertChannel, alertAddress: textParameter(context, 'alertAddress', item) };
}

/** Who says it: this workflow, now. */
export function senderOf(context: IExecuteFunctions): Sender {
	return { workflow: context.getWorkflow().name ?? '', at: Date.now() };
}
