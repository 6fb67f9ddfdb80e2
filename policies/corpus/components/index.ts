import * as pulumi from '@pulumi/pulumi';
import { Network } from './network';
import { Shop } from './shop';
import { Store } from './store';

const config = new pulumi.Config();
const network = new Network('shop', { zones: ['us-east-1a', 'us-east-1b'] });
const shop = new Shop('shop', {
  vpcId: network.vpcId,
  publicSubnetIds: network.publicSubnetIds,
  privateSubnetIds: network.privateSubnetIds,
  image: config.get('image') ?? 'nginx:1.27',
});
const store = new Store('shop', {
  vpcId: network.vpcId,
  subnetIds: network.isolatedSubnetIds,
  clientGroupId: shop.securityGroupId,
});

export const url = shop.url;
export const database = store.endpoint;
