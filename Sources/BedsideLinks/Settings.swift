// A misspelt feature name is silently ignored by the compiler; this makes the build fail instead.
#if !hasFeature(ExistentialAny) || !hasFeature(InternalImportsByDefault) || !hasFeature(MemberImportVisibility)
    #error("an upcoming feature of Package.swift's strict list is not on")
#endif
#if !hasFeature(NonisolatedNonsendingByDefault) || !hasFeature(ImmutableWeakCaptures) || !hasFeature(InferIsolatedConformances)
    #error("an upcoming feature of Package.swift's strict list is not on")
#endif
#if !hasFeature(StrictMemorySafety)
    #error("strict memory safety is not on")
#endif
