<?xml version="1.0" encoding="UTF-8"?>
<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:app="https://skjema.geonorge.no/SOSI/produktspesifikasjon/StedsnavnForVanligBruk/20231001" gml:id="idall">
  <gml:featureMember>
    <app:Sted gml:id="id1">
      <app:oppdateringsdato>2020-01-01T00:00:00+01:00</app:oppdateringsdato>
      <app:posisjon>
        <gml:Point gml:id="p1" srsName="urn:ogc:def:crs:EPSG::25833" srsDimension="2">
          <gml:pos>260000.00 6600000.00</gml:pos>
        </gml:Point>
      </app:posisjon>
      <app:stedsnavn>
        <app:Stedsnavn>
          <app:offentligBruk>true</app:offentligBruk>
          <app:navnestatus>hovednavn</app:navnestatus>
          <app:språk>norsk</app:språk>
          <app:skrivemåte>
            <app:Skrivemåte>
              <app:komplettskrivemåte>Xqtøtt</app:komplettskrivemåte>
              <app:skrivemåtestatus>godkjent</app:skrivemåtestatus>
            </app:Skrivemåte>
          </app:skrivemåte>
          <app:annenSkrivemåte>
            <app:Skrivemåte>
              <app:komplettskrivemåte>Xqtott</app:komplettskrivemåte>
              <app:skrivemåtestatus>historisk</app:skrivemåtestatus>
            </app:Skrivemåte>
          </app:annenSkrivemåte>
        </app:Stedsnavn>
      </app:stedsnavn>
      <app:land>Norge</app:land>
      <app:navneobjekthovedgruppe>bebyggelse</app:navneobjekthovedgruppe>
      <app:navneobjektgruppe>bebyggelsesområder</app:navneobjektgruppe>
      <app:navneobjekttype>tettsted</app:navneobjekttype>
      <app:kommune>
        <app:Kommune>
          <app:kommunenummer>9999</app:kommunenummer>
          <app:kommunenavn>Xqdal</app:kommunenavn>
          <app:fylkesnummer>99</app:fylkesnummer>
          <app:fylkesnavn>Troms - Romsa - Tromssa</app:fylkesnavn>
        </app:Kommune>
      </app:kommune>
      <app:stedsnummer>1</app:stedsnummer>
    </app:Sted>
  </gml:featureMember>
  <gml:featureMember>
    <app:Sted gml:id="id2">
      <app:oppdateringsdato>2020-01-01T00:00:00+01:00</app:oppdateringsdato>
      <app:posisjon>
        <gml:Point gml:id="p2" srsName="urn:ogc:def:crs:EPSG::25833" srsDimension="2">
          <gml:pos>260000.00 6600000.00</gml:pos>
        </gml:Point>
      </app:posisjon>
      <app:stedsnavn>
        <app:Stedsnavn>
          <app:offentligBruk>true</app:offentligBruk>
          <app:navnestatus>hovednavn</app:navnestatus>
          <app:språk>norsk</app:språk>
          <app:skrivemåte>
            <app:Skrivemåte>
              <app:komplettskrivemåte>Xqgård</app:komplettskrivemåte>
              <app:skrivemåtestatus>godkjent</app:skrivemåtestatus>
            </app:Skrivemåte>
          </app:skrivemåte>
        </app:Stedsnavn>
      </app:stedsnavn>
      <app:land>Norge</app:land>
      <app:navneobjekthovedgruppe>bebyggelse</app:navneobjekthovedgruppe>
      <app:navneobjektgruppe>bebyggelsesområder</app:navneobjektgruppe>
      <app:navneobjekttype>bruk</app:navneobjekttype>
      <app:kommune>
        <app:Kommune>
          <app:kommunenummer>9999</app:kommunenummer>
          <app:kommunenavn>Xqdal</app:kommunenavn>
          <app:fylkesnummer>99</app:fylkesnummer>
          <app:fylkesnavn>Troms - Romsa - Tromssa</app:fylkesnavn>
        </app:Kommune>
      </app:kommune>
      <app:stedsnummer>2</app:stedsnummer>
    </app:Sted>
  </gml:featureMember>
  <gml:featureMember>
    <app:Sted gml:id="id3">
      <app:oppdateringsdato>2020-01-01T00:00:00+01:00</app:oppdateringsdato>
      <app:posisjon>
        <gml:Point gml:id="p3" srsName="urn:ogc:def:crs:EPSG::25833" srsDimension="2">
          <gml:pos>260000.00 6600000.00</gml:pos>
        </gml:Point>
      </app:posisjon>
      <app:stedsnavn>
        <app:Stedsnavn>
          <app:offentligBruk>true</app:offentligBruk>
          <app:navnestatus>hovednavn</app:navnestatus>
          <app:språk>norsk</app:språk>
          <app:skrivemåte>
            <app:Skrivemåte>
              <app:komplettskrivemåte>Xqbydel</app:komplettskrivemåte>
              <app:skrivemåtestatus>godkjent</app:skrivemåtestatus>
            </app:Skrivemåte>
          </app:skrivemåte>
        </app:Stedsnavn>
      </app:stedsnavn>
      <app:land>Norge</app:land>
      <app:navneobjekthovedgruppe>bebyggelse</app:navneobjekthovedgruppe>
      <app:navneobjektgruppe>bebyggelsesområder</app:navneobjektgruppe>
      <app:navneobjekttype>bydel</app:navneobjekttype>
      <app:kommune>
        <app:Kommune>
          <app:kommunenummer>9999</app:kommunenummer>
          <app:kommunenavn>Xqby</app:kommunenavn>
          <app:fylkesnummer>99</app:fylkesnummer>
          <app:fylkesnavn>Troms - Romsa - Tromssa</app:fylkesnavn>
        </app:Kommune>
      </app:kommune>
      <app:stedsnummer>3</app:stedsnummer>
    </app:Sted>
  </gml:featureMember>
  <gml:featureMember>
    <app:Sted gml:id="id4">
      <app:oppdateringsdato>2020-01-01T00:00:00+01:00</app:oppdateringsdato>
      <app:posisjon>
        <gml:Point gml:id="p4" srsName="urn:ogc:def:crs:EPSG::25833" srsDimension="2">
          <gml:pos>260000.00 6600000.00</gml:pos>
        </gml:Point>
      </app:posisjon>
      <app:stedsnavn>
        <app:Stedsnavn>
          <app:offentligBruk>true</app:offentligBruk>
          <app:navnestatus>hovednavn</app:navnestatus>
          <app:språk>norsk</app:språk>
          <app:skrivemåte>
            <app:Skrivemåte>
              <app:komplettskrivemåte>Xqfjellet</app:komplettskrivemåte>
              <app:skrivemåtestatus>godkjent</app:skrivemåtestatus>
            </app:Skrivemåte>
          </app:skrivemåte>
        </app:Stedsnavn>
      </app:stedsnavn>
      <app:land>Norge</app:land>
      <app:navneobjekthovedgruppe>terreng</app:navneobjekthovedgruppe>
      <app:navneobjektgruppe>bebyggelsesområder</app:navneobjektgruppe>
      <app:navneobjekttype>fjell</app:navneobjekttype>
      <app:kommune>
        <app:Kommune>
          <app:kommunenummer>9999</app:kommunenummer>
          <app:kommunenavn>Xqdal</app:kommunenavn>
          <app:fylkesnummer>99</app:fylkesnummer>
          <app:fylkesnavn>Troms - Romsa - Tromssa</app:fylkesnavn>
        </app:Kommune>
      </app:kommune>
      <app:stedsnummer>4</app:stedsnummer>
    </app:Sted>
  </gml:featureMember>
  <gml:featureMember>
    <app:Sted gml:id="id5">
      <app:oppdateringsdato>2020-01-01T00:00:00+01:00</app:oppdateringsdato>
      <app:posisjon>
        <gml:Point gml:id="p5" srsName="urn:ogc:def:crs:EPSG::25833" srsDimension="2">
          <gml:pos>260000.00 6600000.00</gml:pos>
        </gml:Point>
      </app:posisjon>
      <app:stedsnavn>
        <app:Stedsnavn>
          <app:offentligBruk>true</app:offentligBruk>
          <app:navnestatus>hovednavn</app:navnestatus>
          <app:språk>norsk</app:språk>
          <app:skrivemåte>
            <app:Skrivemåte>
              <app:komplettskrivemåte>Xqforslag</app:komplettskrivemåte>
              <app:skrivemåtestatus>foreslått</app:skrivemåtestatus>
            </app:Skrivemåte>
          </app:skrivemåte>
        </app:Stedsnavn>
      </app:stedsnavn>
      <app:land>Norge</app:land>
      <app:navneobjekthovedgruppe>bebyggelse</app:navneobjekthovedgruppe>
      <app:navneobjektgruppe>bebyggelsesområder</app:navneobjektgruppe>
      <app:navneobjekttype>grend</app:navneobjekttype>
      <app:kommune>
        <app:Kommune>
          <app:kommunenummer>9999</app:kommunenummer>
          <app:kommunenavn>Xqdal</app:kommunenavn>
          <app:fylkesnummer>99</app:fylkesnummer>
          <app:fylkesnavn>Troms - Romsa - Tromssa</app:fylkesnavn>
        </app:Kommune>
      </app:kommune>
      <app:stedsnummer>5</app:stedsnummer>
    </app:Sted>
  </gml:featureMember>
  <gml:featureMember>
    <app:Sted gml:id="id6">
      <app:oppdateringsdato>2020-01-01T00:00:00+01:00</app:oppdateringsdato>
      <app:posisjon>
        <gml:Point gml:id="p6" srsName="urn:ogc:def:crs:EPSG::25833" srsDimension="2">
          <gml:pos>260000.00 6600000.00</gml:pos>
        </gml:Point>
      </app:posisjon>
      <app:stedsnavn>
        <app:Stedsnavn>
          <app:offentligBruk>true</app:offentligBruk>
          <app:navnestatus>historisk</app:navnestatus>
          <app:språk>norsk</app:språk>
          <app:skrivemåte>
            <app:Skrivemåte>
              <app:komplettskrivemåte>Xqgammel</app:komplettskrivemåte>
              <app:skrivemåtestatus>godkjent</app:skrivemåtestatus>
            </app:Skrivemåte>
          </app:skrivemåte>
        </app:Stedsnavn>
      </app:stedsnavn>
      <app:land>Norge</app:land>
      <app:navneobjekthovedgruppe>bebyggelse</app:navneobjekthovedgruppe>
      <app:navneobjektgruppe>bebyggelsesområder</app:navneobjektgruppe>
      <app:navneobjekttype>by</app:navneobjekttype>
      <app:kommune>
        <app:Kommune>
          <app:kommunenummer>9999</app:kommunenummer>
          <app:kommunenavn>Xqdal</app:kommunenavn>
          <app:fylkesnummer>99</app:fylkesnummer>
          <app:fylkesnavn>Troms - Romsa - Tromssa</app:fylkesnavn>
        </app:Kommune>
      </app:kommune>
      <app:stedsnummer>6</app:stedsnummer>
    </app:Sted>
  </gml:featureMember>
  <gml:featureMember>
    <app:Sted gml:id="id7">
      <app:oppdateringsdato>2020-01-01T00:00:00+01:00</app:oppdateringsdato>
      <app:posisjon>
        <gml:Point gml:id="p7" srsName="urn:ogc:def:crs:EPSG::25833" srsDimension="2">
          <gml:pos>260000.00 6600000.00</gml:pos>
        </gml:Point>
      </app:posisjon>
      <app:stedsnavn>
        <app:Stedsnavn>
          <app:offentligBruk>true</app:offentligBruk>
          <app:navnestatus>hovednavn</app:navnestatus>
          <app:språk>norsk</app:språk>
          <app:skrivemåte>
            <app:Skrivemåte>
              <app:komplettskrivemåte>Kontroll</app:komplettskrivemåte>
              <app:skrivemåtestatus>godkjent</app:skrivemåtestatus>
            </app:Skrivemåte>
          </app:skrivemåte>
        </app:Stedsnavn>
      </app:stedsnavn>
      <app:land>Norge</app:land>
      <app:navneobjekthovedgruppe>bebyggelse</app:navneobjekthovedgruppe>
      <app:navneobjektgruppe>bebyggelsesområder</app:navneobjektgruppe>
      <app:navneobjekttype>grend</app:navneobjekttype>
      <app:kommune>
        <app:Kommune>
          <app:kommunenummer>9999</app:kommunenummer>
          <app:kommunenavn>Xqdal</app:kommunenavn>
          <app:fylkesnummer>99</app:fylkesnummer>
          <app:fylkesnavn>Troms - Romsa - Tromssa</app:fylkesnavn>
        </app:Kommune>
      </app:kommune>
      <app:stedsnummer>7</app:stedsnummer>
    </app:Sted>
  </gml:featureMember>
  <gml:featureMember>
    <app:Sted gml:id="id8">
      <app:oppdateringsdato>2020-01-01T00:00:00+01:00</app:oppdateringsdato>
      <app:posisjon>
        <gml:Point gml:id="p8" srsName="urn:ogc:def:crs:EPSG::25833" srsDimension="2">
          <gml:pos>260000.00 6600000.00</gml:pos>
        </gml:Point>
      </app:posisjon>
      <app:stedsnavn>
        <app:Stedsnavn>
          <app:offentligBruk>true</app:offentligBruk>
          <app:navnestatus>hovednavn</app:navnestatus>
          <app:språk>norsk</app:språk>
          <app:skrivemåte>
            <app:Skrivemåte>
              <app:komplettskrivemåte>Xqgrend &amp; Xqvik</app:komplettskrivemåte>
              <app:skrivemåtestatus>godkjent</app:skrivemåtestatus>
            </app:Skrivemåte>
          </app:skrivemåte>
          <app:annenSkrivemåte>
            <app:Skrivemåte>
              <app:komplettskrivemåte>Xqgrenda</app:komplettskrivemåte>
              <app:skrivemåtestatus>godkjent</app:skrivemåtestatus>
            </app:Skrivemåte>
          </app:annenSkrivemåte>
        </app:Stedsnavn>
      </app:stedsnavn>
      <app:land>Norge</app:land>
      <app:navneobjekthovedgruppe>bebyggelse</app:navneobjekthovedgruppe>
      <app:navneobjektgruppe>bebyggelsesområder</app:navneobjektgruppe>
      <app:navneobjekttype>grend</app:navneobjekttype>
      <app:kommune>
        <app:Kommune>
          <app:kommunenummer>9999</app:kommunenummer>
          <app:kommunenavn>Xqdal</app:kommunenavn>
          <app:fylkesnummer>99</app:fylkesnummer>
          <app:fylkesnavn>Troms - Romsa - Tromssa</app:fylkesnavn>
        </app:Kommune>
      </app:kommune>
      <app:stedsnummer>8</app:stedsnummer>
    </app:Sted>
  </gml:featureMember>
</gml:FeatureCollection>
