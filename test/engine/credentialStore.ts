import { getAdditionalKeys } from 'n8n-core';
import {
	ICredentialsHelper,
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialType,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type INodeType,
	type INodeTypes,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { oAuth2ApiProperties } from './oAuth2ApiProperties';

const PINNED_WHEN_HIDDEN = ['authUrl', 'accessTokenUrl', 'grantType', 'authentication', 'usePkce'];

/** Stored credentials by type name; a refreshed token is written back into it, as n8n writes its database. */
export type StoredCredentials = Record<string, ICredentialDataDecryptedObject>;

/**
 * What n8n's own credentials helper does with a stored credential, without its database: defaults of the type and of
 * its parents, hidden fields pinned to the type's expression, expressions on `$self` resolved by the real engine.
 */
export class CredentialStore extends ICredentialsHelper {
	/** Every token refresh that reached the store, in order. */
	readonly refreshes: Array<{ type: string; oauthTokenData: unknown }> = [];

	constructor(
		private readonly types: ReadonlyMap<string, ICredentialType>,
		readonly stored: StoredCredentials,
	) {
		super();
	}

	override getParentTypes(name: string): string[] {
		const parents = this.types.get(name)?.extends ?? [];
		return [...parents, ...parents.flatMap((parent) => this.getParentTypes(parent))];
	}

	override isCredentialUsableByNode(): boolean {
		return true;
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const options = requestOptions as IHttpRequestOptions;
		const authenticate = this.typeNamed(typeName).authenticate;
		if (authenticate === undefined) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		const { headers = {}, qs = {} } = authenticate.properties;
		return {
			...options,
			headers: { ...options.headers, ...this.resolve(headers, credentials) },
			qs: { ...options.qs, ...this.resolve(qs, credentials) },
		};
	}

	override async preAuthentication(): Promise<ICredentialDataDecryptedObject | undefined> {
		return undefined;
	}

	override async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const output = await this.types.get(typeName)?.preAuthentication?.call(helpers, credentials);
		return output as ICredentialDataDecryptedObject | undefined;
	}

	override getCredentials(): Promise<ICredentials> {
		return Promise.reject(new Error('The engine harness keeps credentials decrypted; nothing asks for encrypted ones.'));
	}

	override async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		_executeData?: unknown,
		raw?: boolean,
	): Promise<ICredentialDataDecryptedObject> {
		const original = this.stored[type];
		if (original === undefined) throw new Error(`No credential of type ${type} was given to the test (${nodeCredentials.name})`);
		if (raw === true) return structuredClone(original);
		const properties = this.getCredentialsProperties(type);
		const hidden = new Set(properties.filter((property) => property.type === 'hidden').map((property) => property.name));
		const data = structuredClone(original);
		for (const field of PINNED_WHEN_HIDDEN) if (hidden.has(field)) delete data[field];
		const withDefaults = NodeHelpers.getNodeParameters(properties, data as never, true, false, null, null) ?? {};
		const resolved = this.resolve(withDefaults, withDefaults, getAdditionalKeys(additionalData, mode, null));
		if (original.oauthTokenData !== undefined) resolved.oauthTokenData = structuredClone(original.oauthTokenData);
		return resolved;
	}

	override async updateCredentials(_: INodeCredentialsDetails, type: string, data: ICredentialDataDecryptedObject) {
		this.stored[type] = structuredClone(data);
	}

	override async updateCredentialsOauthTokenData(
		_: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	) {
		const oauthTokenData = structuredClone(data.oauthTokenData);
		this.refreshes.push({ type, oauthTokenData });
		this.stored[type] = { ...this.stored[type], ...(oauthTokenData === undefined ? {} : { oauthTokenData }) };
	}

	override getCredentialsProperties(type: string): INodeProperties[] {
		if (type === 'oAuth2Api') return structuredClone(oAuth2ApiProperties);
		const { extends: parents = [], properties } = this.typeNamed(type);
		const merged: INodeProperties[] = [];
		for (const parent of parents) NodeHelpers.mergeNodeProperties(merged, this.getCredentialsProperties(parent));
		NodeHelpers.mergeNodeProperties(merged, properties);
		return merged;
	}

	private typeNamed(name: string): ICredentialType {
		const type = this.types.get(name);
		if (type === undefined) throw new Error(`Credential type ${name} is not among the sources in credentials/`);
		return type;
	}

	/** Resolves `={{ $credentials.x }}` and `={{ $self["x"] }}` with n8n's expression engine. */
	private resolve<T extends object>(
		value: T,
		self: ICredentialDataDecryptedObject | object,
		keys: object = {},
	): ICredentialDataDecryptedObject {
		const workflow = new Workflow({ nodes: [MOCK_NODE], connections: {}, active: false, nodeTypes: NO_NODE_TYPES });
		return workflow.expression.getComplexParameterValue(
			MOCK_NODE,
			value as never,
			'internal',
			{ ...keys, $credentials: self } as never,
			undefined,
			undefined,
			self as never,
		) as ICredentialDataDecryptedObject;
	}
}

const MOCK_NODE: INode = {
	id: 'credential',
	name: 'Credential',
	type: 'credential.mock',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const NO_NODE_TYPES: INodeTypes = {
	getByName: () => ({ description: { properties: [] } }) as unknown as INodeType,
	getByNameAndVersion: () => ({ description: { properties: [] } }) as unknown as INodeType,
	getKnownTypes: () => ({}),
};
