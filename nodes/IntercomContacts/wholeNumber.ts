import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../lib/http/failure';
import { valueOf } from './valuesFrom';

/** A parameter that takes whole numbers from `min` to `max`, both included. */
export interface WholeNumber {
	name: string;
	label: string;
	default: number | string;
	min: number;
	max: number;
	description: string;
}

export function wholeNumberField({ name, label, default: start, min, max, description }: WholeNumber): INodeProperties {
	return {
		displayName: label,
		name,
		type: 'number',
		typeOptions: { minValue: min, maxValue: max, numberPrecision: 0 },
		default: start,
		description,
	};
}

/**
 * Reads the parameter; an expression may have yielded anything.
 * @param empty stands for nothing at all; absent: a number is needed
 * @returns the number, or what is wrong with it
 */
export function wholeNumberOf(context: IExecuteFunctions, item: number, parameter: WholeNumber, empty?: number): number | Failure {
	const value: unknown = valueOf(context, parameter.name, item);
	if (empty !== undefined && (value === '' || value === null || value === undefined)) return empty;
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	const fits = typeof number === 'number' && Number.isInteger(number) && number >= parameter.min && number <= parameter.max;
	return fits ? number : unusable(parameter, value);
}

function unusable({ name, label, min, max }: WholeNumber, value: unknown): Failure {
	return {
		class: 'validation',
		reason: 'numberInvalid',
		message: `${label} is ${shown(value)}, not a whole number from ${min} to ${max}.`,
		nextStep: `Correct the field ${label} of this node.`,
		retryable: false,
		field: name,
	};
}

function shown(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? `"${String(value).slice(0, 40)}"` : 'empty or no number';
}
