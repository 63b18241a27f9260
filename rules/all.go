package rules

// All returns every rule, in the order of the catalogue.
func All() []*Rule {
	return []*Rule{
		plaintextPassword(), shortPasswordColumn(), fastPasswordHash(), passwordEquality(), defaultPassword(), readableSecret(),
		encryptedPassword(), readableToken(), cheapPasswordHash(), credentialExposed(), secretInScript(),
		unprotectedSensitive(), cardNumber(), cardCode(), freeForm(), personalKey(),
		excessiveCategory(), mandatoryOptional(), genderCollected(), birthDateForAge(), ageStored(), wideMailingList(), neverRead(),
		specialCategory(), nationalNumber(), oldVATNumber(), identityDocument(), criminalData(), children(),
		noAccessPolicy(), openToEveryone(), powerfulRole(), widerThanDeclared(), rowSecurity(), wholeTableGrant(), bypass(),
		noRetention(), noDate(), softDeleteOnly(), erasureBlocked(),
		noProofOfConsent(), optedInByDefault(), noUnsubscribe(), unfilteredMailing(),
		personalDataInLogs(), personalDataInURLs(), undeclaredThirdParty(),
		noBreachProcedure(),
		noPolicy(), undeclaredTable(), declaredButAbsent(), incompleteActivity(),
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
