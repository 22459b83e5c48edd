// Optional: a virtual network, one subnet for the app (Flex Consumption), one for private endpoints.

@description('Name of the virtual network.')
@minLength(2)
@maxLength(64)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Address space of the network: a /24 or larger, which nothing else uses that it is to be connected with.')
@minLength(9)
@maxLength(18)
param addressPrefix string

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addressPrefix
      ]
    }
    // Inside the network resource: separate subnet resources would be removed for a moment at each deployment.
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 25, 0)
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 27, 4)
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

@description('Resource id of the network.')
output id string = network.id

@description('Resource id of the subnet of the app.')
output appSubnetId string = network::app.id

@description('Resource id of the subnet of the private endpoints.')
output endpointsSubnetId string = network::endpoints.id
