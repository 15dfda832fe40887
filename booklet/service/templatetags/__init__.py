"""Tags of the service's templates."""
