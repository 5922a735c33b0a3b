/** Imported before n8n-core: its decorators need reflect-metadata, and its logger would print every error a test provokes. */
import 'reflect-metadata';

process.env.N8N_LOG_LEVEL ??= 'silent';
