// Optional: private endpoints for vault, blobs and tables. The app uses no queues or files.

@description('Ending of the endpoints\' names, the same for all resources of this deployment.')
@minLength(1)
@maxLength(40)
param token string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the network.')
param networkId string

@description('Resource id of the subnet of private endpoints.')
param subnetId string

@description('Resource id of the vault.')
param vaultId string

@description('Resource id of the storage account.')
param storageId string

var services = [
  {
    groupId: 'vault'
    targetId: vaultId
    // '.vault.azure.net' becomes 'privatelink.vaultcore.azure.net'. The suffix depends on the cloud.
    zoneName: 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
  }
  {
    groupId: 'blob'
    targetId: storageId
    zoneName: 'privatelink.blob.${environment().suffixes.storage}'
  }
  {
    groupId: 'table'
    targetId: storageId
    zoneName: 'privatelink.table.${environment().suffixes.storage}'
  }
]

// One at a time: two endpoints of one storage account in parallel can conflict.
@batchSize(1)
module endpoints 'private-endpoint.bicep' = [
  for service in services: {
    name: 'endpoint-${service.groupId}'
    params: {
      name: 'pep-${service.groupId}-${token}'
      location: location
      tags: tags
      targetId: service.targetId
      groupId: service.groupId
      zoneName: service.zoneName
      networkId: networkId
      subnetId: subnetId
    }
  }
]
