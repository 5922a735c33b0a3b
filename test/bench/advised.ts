/** Environment of n8n that docs/operations.md, "Settings of n8n", advises, as far as it changes what the benchmarks measure. */
export const ADVISED = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true', N8N_EXPRESSION_ENGINE_POOL_SIZE: '4', NODE_OPTIONS: '--max-old-space-size=512' };
