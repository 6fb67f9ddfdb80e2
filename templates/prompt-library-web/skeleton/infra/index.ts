import * as pulumi from '@pulumi/pulumi';
import { readConfig } from './config';
import { Site } from './site';

const site = new Site(pulumi.getProject(), readConfig(new pulumi.Config('web')));

/** The id of the project on Vercel, which the pipeline deploys to. */
export const projectId = site.projectId;
/** The address of the pages. */
export const url = site.url;
