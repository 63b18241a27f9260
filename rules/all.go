package rules

// All returns every rule, in the order of the catalogue.
func All() []*Rule {
	return []*Rule{
		plaintextPassword(), shortPasswordColumn(), fastPasswordHash(), passwordEquality(), defaultPassword(), readableSecret(),
		encryptedPassword(), readableToken(), cheapPasswordHash(), credentialExposed(), secretInScript(),
		unprotectedSensitive(), cardNumber(), cardCode(), freeForm(), openConnection(), copied(), personalKey(),
		excessiveCategory(), mandatoryOptional(), genderCollected(), birthDateForAge(), ageStored(), wideMailingList(), forcedAccount(), neverRead(), tooPrecise(),
		specialCategory(), nationalNumber(), oldVATNumber(), identityDocument(), criminalData(), children(), healthRange(),
		noAccessPolicy(), openToEveryone(), powerfulRole(), widerThanDeclared(), rowSecurity(), wholeTableGrant(), noAccessLog(), openHandler(), bypass(),
		noRetention(), noDate(), noPurge(), softDeleteOnly(), erasureBlocked(), retentionBand(), escapingCopy(),
		noProofOfConsent(), optedInByDefault(), noUnsubscribe(), unfilteredMailing(), noUnsubscribeLink(), noListUnsubscribe(), oneConsentForAll(),
		unknownSender(), embeddedImages(), trackedReading(), sharedRecipients(), homeMadeBulkMail(), ordersForMarketing(),
		personalDataInLogs(), personalDataInURLs(), undeclaredThirdParty(), soldWithoutConsent(), wholeRows(), outsideEEA(),
		dumpWithPersons(), openBackup(), noBreachProcedure(), unreachable(),
		noPolicy(), undeclaredTable(), declaredButAbsent(), incompleteActivity(), dpiaNeeded(), otherPurpose(), historicDecision(),
	}
}

// ByID returns the rule of that id, or nil.
func ByID(id string) *Rule {
	for _, r := range All() {
		if r.ID == id {
			return r
		}
	}
	return nil
}
