# Opens one collection in QGIS without a screen and prints what QGIS made of it, as JSON.
# usage: qgis_layer.py LANDING_URL COLLECTION [WEST SOUTH EAST NORTH]
import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer

url, collection, box = sys.argv[1], sys.argv[2], [float(v) for v in sys.argv[3:7]]
application = QgsApplication([], False)
application.initQgis()

uri = f"typename='{collection}' url='{url}' pageSize='500' restrictToRequestBBOX='1'"
layer = QgsVectorLayer(uri, collection, "OAPIF")
answer = {"valid": layer.isValid(), "error": layer.error().message()}
if layer.isValid():
    request = QgsFeatureRequest()
    if box:
        request.setFilterRect(QgsRectangle(*box))
    features = list(layer.getFeatures(request))
    answer["count"] = layer.featureCount()
    answer["crs"] = layer.crs().authid()
    answer["fields"] = [field.name() for field in layer.fields()]
    answer["codes"] = sorted({feature["code"] for feature in features})
    answer["names"] = {feature["code"]: feature["name"] for feature in features[:20]}
    answer["valid_shapes"] = sum(1 for feature in features if not feature.geometry().isEmpty())
    del features, request
print(json.dumps(answer))
sys.stdout.flush()
# QGIS takes its time to leave and now and then falls over doing so; what was asked has been said.
os._exit(0)
