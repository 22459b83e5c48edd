// Optional: a private endpoint of one service, and the private DNS zone that resolves its name to it.

@description('Name of the private endpoint.')
@minLength(2)
@maxLength(64)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the service.')
param targetId string

@description('Which of its services: the group id of Private Link.')
@allowed([
  'vault'
  'blob'
  'table'
])
param groupId string

@description('Name of the private DNS zone of that service.')
@minLength(3)
@maxLength(253)
param zoneName string

@description('Resource id of the network.')
param networkId string

@description('Resource id of the subnet of private endpoints.')
param subnetId string

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: zoneName
  location: 'global'
  tags: tags
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: zone
  name: 'app-network'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2023-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: targetId
          groupIds: [
            groupId
          ]
        }
      }
    ]
  }
}

resource zoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2023-11-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: groupId
        properties: {
          privateDnsZoneId: zone.id
        }
      }
    ]
  }
}
