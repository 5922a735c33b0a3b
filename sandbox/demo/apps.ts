/** The app n8n connects to Xero with. */
export const XERO_APP = { clientId: 'demo-xero-client', clientSecret: 'demo-xero-secret', name: 'n8n' };

/** A second app that only looks, so that reading back never counts as a call of the workflow. */
export const XERO_READER = { clientId: 'demo-reader-client', clientSecret: 'demo-reader-secret', name: 'Demo reader' };

export const INTERCOM_APP = {
	clientId: 'demo-intercom-client',
	clientSecret: 'demo-intercom-secret',
	accessToken: 'demo-intercom-token',
};
