import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { capacityProblems } from './capacity';
import { isPrivate, overlap, parseCidr, type Cidr } from './cidr';
import { nameProblems } from './names';
import type { Settings } from './settings';

/** A sentence for each value that does not exist in AWS or does not go with the others. */
export function conflictsIn(settings: Settings, network: Cidr | undefined): string[] {
  return [
    ...regionProblems(settings['aws:region']),
    ...networkProblems(settings, network),
    ...domainProblems(settings),
    ...egressProblems(settings),
    ...imageProblems(settings),
    ...repositoryProblems(settings),
    ...capacityProblems(settings),
    ...encryptionProblems(settings),
    ...nameProblems(pulumi.getProject(), pulumi.getStack()),
  ];
}

function regionProblems(region: string): string[] {
  const all: string[] = Object.values(aws.Region);
  if (all.includes(region)) return [];
  const [continent] = region.split('-');
  const nearby = all.filter(name => name.split('-')[0] === continent);
  const suggested = nearby.length > 0 ? nearby : all;
  return [`aws:region is '${region}', which AWS does not have; choose one of ${suggested.join(', ')}.`];
}

function networkProblems(settings: Settings, network: Cidr | undefined): string[] {
  const { 'service:cidr': cidr, 'service:neighbours': neighbours } = settings;
  if (!network)
    return [
      `service:cidr is '${cidr}'; it must be the first address of a network and its prefix length, such as 10.0.0.0/16.`,
    ];
  if (!isPrivate(network)) {
    return [`service:cidr is '${cidr}'; it must be within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.`];
  }
  if (network.prefix < 16) return [`service:cidr is '${cidr}', too large; AWS allows a VPC at most a /16.`];
  if (network.prefix > 22) {
    return [
      `service:cidr is '${cidr}', too small; each subnet is a sixteenth of it, and a /22 gives each 64 addresses.`,
    ];
  }
  const problems: string[] = [];
  for (const neighbour of neighbours) {
    const parsed = parseCidr(neighbour);
    if (!parsed)
      problems.push(
        `service:neighbours contains '${neighbour}'; each must be a network such as 10.1.0.0/16.`,
      );
    else if (overlap(network, parsed))
      problems.push(
        `service:cidr is '${cidr}', which overlaps ${neighbour} of service:neighbours; choose another network.`,
      );
  }
  return problems;
}

function domainProblems(settings: Settings): string[] {
  const { 'service:domain': domain, 'service:certificateArn': certificate } = settings;
  const region = settings['aws:region'];
  const problems: string[] = [];
  if (domain && !certificate && !settings['service:hostedZoneId'])
    problems.push(
      `service:domain is '${domain}' without a certificate; set service:certificateArn to its certificate, or service:hostedZoneId to the Route 53 zone of the domain, and a certificate is created.`,
    );
  if (certificate && !domain)
    problems.push(
      'service:certificateArn is set without service:domain; set it to the domain of the certificate.',
    );
  const [, , , certificateRegion] = certificate?.split(':') ?? [];
  if (certificateRegion && certificateRegion !== region)
    problems.push(
      `service:certificateArn is in ${certificateRegion}; a load balancer uses certificates of its own region, ${region}.`,
    );
  return problems;
}

function egressProblems(settings: Settings): string[] {
  if (settings['service:nat'] !== 'none') return [];
  return (['service:sentryDsn', 'service:datadogApiKey'] as const)
    .filter(key => settings[key])
    .map(key => `${key} needs internet access; set service:nat to per-zone or single, or remove ${key}.`);
}

function imageProblems(settings: Settings): string[] {
  if (pulumi.runtime.isDryRun() || settings['service:image']) return [];
  return [
    'service:image is missing; set it to the digest to run, or to none before the first image is in the registry.',
  ];
}

function repositoryProblems(settings: Settings): string[] {
  const { 'service:repository': repository, 'service:repositoryIds': ids } = settings;
  const isGitHub = settings['service:pipeline'] === 'github';
  if (ids && !isGitHub)
    return ['service:repositoryIds is set, but only tokens of GitHub contain them; remove it for gitlab.'];
  if (ids && !repository)
    return [
      'service:repositoryIds is set without service:repository; set it to owner/name of the same repository.',
    ];
  if (repository && isGitHub && repository.split('/').length !== 2)
    return [`service:repository is '${repository}'; a repository on GitHub is owner/name.`];
  return [];
}

/** Refuses plain HTTP where data is protected or a browser would refuse it; a preview is possible before there is a domain. */
function encryptionProblems(settings: Settings): string[] {
  const isPlain = !settings['service:domain'] && settings['service:plainHttp'] !== 'accepted';
  if (pulumi.runtime.isDryRun() || !isPlain) return [];
  const fix = 'set service:domain with service:certificateArn or service:hostedZoneId';
  if (settings['service:protected'])
    return [
      `service:protected is true without HTTPS; ${fix}, or set service:plainHttp to accepted if requests may cross the internet unencrypted.`,
    ];
  if (settings['service:frontendOrigins'].length > 0)
    return [
      `service:frontendOrigins is set without HTTPS, and browsers block requests of an https page to an http address; ${fix}, or set service:plainHttp to accepted if a proxy of your own adds HTTPS.`,
    ];
  return [];
}
