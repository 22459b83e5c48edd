// Key Vault. Its secrets (telnyx-api-key, mcp-signing-keys, mcp-seal-keys) are stored after the deployment and are never in a template.

@description('Name of the vault: letters, digits and hyphens.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Days that a deleted vault can be recovered. It cannot be changed afterwards.')
@minValue(7)
@maxValue(90)
param softDeleteRetentionInDays int

@description('Recover the soft-deleted vault of this name instead of creating one. For the first deployment after a deletion.')
param recover bool

@description('Only private endpoints (and operatorIpAddress, where given) reach the vault.')
param privateNetwork bool

@description('Public IPv4 address that may reach the vault although the network is private; empty: none.')
@maxLength(18)
param operatorIpAddress string

@description('Resource id of the Log Analytics workspace.')
param workspaceId string

var closed = privateNetwork && empty(operatorIpAddress)

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    createMode: recover ? 'recover' : 'default'
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: softDeleteRetentionInDays
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: closed ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: privateNetwork ? 'Deny' : 'Allow'
      bypass: 'None'
      ipRules: privateNetwork && !closed
        ? [
            {
              value: operatorIpAddress
            }
          ]
        : []
      virtualNetworkRules: []
    }
  }
}

// Logs who read or changed which secret, and when. Never their values.
resource vaultLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

@description('Resource id.')
output id string = vault.id

@description('Name of the vault.')
output name string = vault.name

@description('URL of the vault.')
output url string = vault.properties.vaultUri
