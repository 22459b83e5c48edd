// Optional: a mail when this resource group costs more than expected. A budget does not stop anything.

@description('Name of the budget.')
@minLength(1)
@maxLength(63)
param name string

@description('Amount a month, in the currency of the subscription.')
@minValue(1)
@maxValue(1000000)
param amount int

@description('First day of a month, YYYY-MM-01. Keep it: Azure refuses to move the start of an existing budget into the past.')
@minLength(10)
@maxLength(10)
param startDate string

@description('Where mails go; empty: to the owners of the subscription.')
@maxLength(254)
param email string

var receivers = {
  contactEmails: empty(email) ? [] : [email]
  contactRoles: empty(email) ? ['Owner'] : []
}

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: startDate
    }
    notifications: {
      actual80: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: receivers.contactEmails
        contactRoles: receivers.contactRoles
      }
      forecast100: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: receivers.contactEmails
        contactRoles: receivers.contactRoles
      }
    }
  }
}
