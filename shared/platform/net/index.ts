export { isPublicAddress } from './public-address.ts';
export { isPublicHost } from './public-host.ts';
export { isPublicUrl } from './public-url.ts';
export { receiverHosts } from './receiver-hosts.ts';
